using System.Management.Automation;

namespace Owox.PowerShell.Connections;

/// <summary>Wraps any value. If it is not a connection, the cmdlet rejects it later with its own error.</summary>
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
