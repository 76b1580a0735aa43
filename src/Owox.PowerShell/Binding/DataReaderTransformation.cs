using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>Accepts only a reader of this module. PowerShell's error for other objects would contain their properties, which can be secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DataReaderTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        null => null,
        OwoxDataReader reader => reader,
        _ => throw Rejected("The value is not a reader from Export-OwoxDataMart -AsDataReader or Export-OwoxReport -AsDataReader."),
    };

    // PowerShell tries the next parameter after a failed cast.
    private static ArgumentTransformationMetadataException Rejected(string why) => new(why, new PSInvalidCastException(why));
}
