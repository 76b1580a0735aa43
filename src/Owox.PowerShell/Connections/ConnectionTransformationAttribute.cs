using System.Management.Automation;

namespace Owox.PowerShell.Connections;

/// <summary>Wraps what was given, whatever it is: the cmdlet refuses it later, with an error of its own.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        ConnectionReference reference => reference,
        PSObject { BaseObject: ConnectionReference reference } => reference,
        PSObject { BaseObject: PSCustomObject } copied => new ConnectionReference(copied),
        PSObject wrapped => new ConnectionReference(wrapped.BaseObject),
        _ => new ConnectionReference(inputData),
    };
}
