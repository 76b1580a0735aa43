using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using Owox.Http.Requests;

namespace Owox.PowerShell.Binding;

/// <summary>Checks the arguments that are IDs, before a request is made of them.</summary>
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

    // A title can have a slash. That of . and .. can only be a mistake.
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

    // Data marts and reports are also named by their titles.
    private static bool TakesTitles(string name) => name is "DataMartId" or "ReportId";

    private sealed record Parameter(string Name, bool TakesTitles);
}
