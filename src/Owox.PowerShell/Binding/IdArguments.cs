using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using Owox.Http.Requests;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>Validates arguments that are IDs before they are used in a request.</summary>
internal static class IdArguments
{
    private const string Suffix = "Id";

    private static readonly ConcurrentDictionary<Type, Parameter[]> Known = new();

    /// <exception cref="OwoxConfigurationException">An argument is not an ID.</exception>
    public static void Require(PSCmdlet cmdlet)
    {
        foreach (var parameter in Known.GetOrAdd(cmdlet.GetType(), Find))
        {
            if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter.Name, out var value))
            {
                foreach (var id in value is string one ? [one] : (value as IEnumerable ?? Array.Empty<string>()).OfType<string>())
                {
                    Require(id, parameter.TakesTitles);
                }
            }
        }
    }

    // A title can contain a slash. An ID of . or .. is always a mistake.
    private static void Require(string id, bool takesTitles)
    {
        if (!takesTitles || id.Trim() is "." or "..")
        {
            PathSegment.Require(id);
        }
    }

    private static Parameter[] Find(Type cmdlet)
    {
        var noun = cmdlet.GetCustomAttribute<CmdletAttribute>()?.NounName.Replace("Owox", "");
        return cmdlet.GetProperties()
            .Where(static property => property.IsDefined(typeof(ParameterAttribute), inherit: true)
                && property.Name.EndsWith(Suffix, StringComparison.Ordinal)
                && (property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])))
            .Select(property => new Parameter(property.Name, TakesTitles(property.Name == Suffix ? noun + Suffix : property.Name)))
            .ToArray();
    }

    // Data marts, reports and credentials can also be specified by title.
    private static bool TakesTitles(string name) => name is "DataMartId" or "ReportId" or "CredentialId";

    private sealed record Parameter(string Name, bool TakesTitles);
}

/// <summary>
/// Converts objects to an ID: an object of the specified types to its own ID, any other object to the ID of the object that it belongs to.
/// For example, a report that is piped to Get-OwoxDataMart returns the data mart of the report.
/// </summary>
/// <param name="noun">The noun in the property name of the ID, for example DataMart for DataMartId.</param>
/// <param name="kinds">The types whose own ID is used.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ResourceIdTransformationAttribute(string noun, params Type[] kinds) : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter accepts a single value only.</summary>
    public bool IsSingle { get; set; }

    /// <summary>Whether only objects of the specified types are converted, and other objects are left to other parameters.</summary>
    public bool RejectRelated { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        null => null,
        _ when IsSingle => Id(inputData),
        IEnumerable several and not (string or IDictionary) => several.Cast<object?>().Select(Id).ToArray(),
        _ => new[] { Id(inputData) },
    };

    private string? Id(object? item)
    {
        var plain = PSValue.Unwrap(item);
        if (plain is null or IConvertible or Guid)
        {
            return LanguagePrimitives.ConvertTo<string>(plain);
        }

        var isItself = Array.IndexOf(kinds, plain.GetType()) >= 0;
        if (!isItself && RejectRelated && plain is not SearchHit { ReportId: null })
        {
            throw CreateError($"this parameter accepts a {noun}");
        }

        var ours = plain is ApiModel or DataMartColumn or OwoxExportResult;
        return Property(item!, isItself ? "Id" : noun + "Id")
            ?? (ours ? null : Property(item!, "Id"))
            ?? (SecretArgument.Contains(item) ? SecretArgument.Marker : throw new ArgumentTransformationMetadataException(DescribeMismatch(plain)));
    }

    private string DescribeMismatch(object plain) => ServerTextSanitizer.Sanitize(
        plain is SearchHit hit
            ? $"'{hit}' is a {hit.EntityType}, but this parameter accepts a {noun}. Find-OwoxItem -Type {noun} returns only items of this type."
            : $"'{plain}' ({plain.GetType().Name}) has no {noun}Id.",
        [])!;

    private static string? Property(object item, string name) =>
        PSObject.AsPSObject(item).Properties[name]?.Value is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    // PowerShell tries the next parameter after a failed cast.
    private static ArgumentTransformationMetadataException CreateError(string why) => new(why, new PSInvalidCastException(why));
}
