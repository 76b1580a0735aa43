# The maximum speed of PowerShell: a compiled cmdlet that writes the same prebuilt object repeatedly.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer = 'Null')
. "$PSScriptRoot/Measure.ps1"

Add-Type -PassThru -TypeDefinition @'
using System.Management.Automation;

public sealed class PrebuiltRow
{
    public object date { get; set; }
    public object id { get; set; }
    public object country { get; set; }
    public object revenue { get; set; }
    public object cost { get; set; }
    public object note { get; set; }
    public object ok { get; set; }
    public object ts { get; set; }
}

[Cmdlet(VerbsCommunications.Send, "Prebuilt")]
public sealed class SendPrebuiltCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public long Count { get; set; }

    protected override void EndProcessing()
    {
        var row = new PrebuiltRow { date = "2026-01-01", id = 1L, country = "Spain", revenue = 1.5, cost = 2.5, note = "plain", ok = true, ts = "" };
        for (var i = 0L; i < Count; i++)
        {
            WriteObject(row);
        }
    }
}
'@ | Where-Object Name -EQ SendPrebuiltCommand | ForEach-Object Assembly | Import-Module

switch ($Consumer) {
    'Null' { Measure-Case $Rows { Send-Prebuilt -Count $Rows | Out-Null } }
    'Count' { Measure-Case $Rows { (Send-Prebuilt -Count $Rows | Measure-Object).Count } }
}
