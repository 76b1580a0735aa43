using System.Management.Automation;
using System.Reflection;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Reports parameters that belong to different parameter sets, and parameters that need another parameter. PowerShell's error for both,
/// AmbiguousParameterSet, does not name them.
/// </summary>
internal static class ParameterSetRules
{
    /// <summary>Checks a parameter that PowerShell is about to set, together with those that it has set before.</summary>
    /// <exception cref="OwoxConfigurationException">The parameters have no parameter set in common.</exception>
    public static void CheckTogether(PSCmdlet cmdlet, string parameter)
    {
        var common = SetsOf(cmdlet, parameter);
        var named = new List<string>();
        foreach (var other in BoundToSets(cmdlet).Where(name => name != parameter))
        {
            if (!SetsOf(cmdlet, other).Overlaps(SetsOf(cmdlet, parameter)))
            {
                throw Conflict([other, parameter]);
            }

            named.Add(other);
            common.IntersectWith(SetsOf(cmdlet, other));
        }

        if (common.Count == 0)
        {
            throw Conflict([.. named, parameter]);
        }
    }

    /// <summary>Checks all parameters of the command line, before PowerShell determines the parameter set.</summary>
    /// <exception cref="OwoxConfigurationException">A parameter needs one of several others, and none of them was specified.</exception>
    public static void CheckComplete(PSCmdlet cmdlet)
    {
        var standard = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName;
        var bound = BoundToSets(cmdlet).ToArray();
        if (Array.Find(bound, name => !SetsOf(cmdlet, name).Contains(standard)) is not { } dependent)
        {
            return;
        }

        var possible = SetsOf(cmdlet, dependent);
        foreach (var name in bound)
        {
            possible.IntersectWith(SetsOf(cmdlet, name));
        }

        // A parameter that several sets require does not select one of them.
        var missing = cmdlet.GetType().GetProperties()
            .Where(property => Array.IndexOf(bound, property.Name) < 0)
            .Where(property => property.GetCustomAttributes<ParameterAttribute>().Count(attribute => attribute.Mandatory && possible.Contains(attribute.ParameterSetName)) == 1)
            .Select(static property => property.Name).ToArray();
        if (possible.Count > 1 && missing.Length == possible.Count)
        {
            throw ParameterRules.WithoutEffect(dependent, $"without -{string.Join(" or -", missing)}");
        }
    }

    private static IEnumerable<string> BoundToSets(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.Keys.Where(name => !SetsOf(cmdlet, name).Contains(ParameterAttribute.AllParameterSets));

    // Common parameters are not properties of the cmdlet.
    private static HashSet<string> SetsOf(PSCmdlet cmdlet, string parameter) => new(
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().Select(static attribute => attribute.ParameterSetName) ?? [ParameterAttribute.AllParameterSets],
        StringComparer.Ordinal);

    private static OwoxConfigurationException Conflict(IReadOnlyList<string> parameters)
    {
        var names = parameters.Select(static name => $"-{name}").ToArray();
        var first = string.Join(", ", names.Take(names.Length - 1));
        return new OwoxConfigurationException(ErrorReason.ParameterConflict, $"{first} and {names[names.Length - 1]} cannot be used together. Omit one of them.");
    }
}
