using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Reads a stored property of a value. Properties that a script computes are not supported.</summary>
internal static class PropertyReader
{
    // Aliases can refer to each other in a cycle.
    private const int MostAliases = 10;

    /// <exception cref="FilterSyntaxException">The property does not exist, or reading it would run code.</exception>
    public static object? Read(object? value, MemberExpressionAst ast)
    {
        if (ast.Member is not StringConstantExpressionAst { Value: var name })
        {
            throw new FilterSyntaxException(ast, "the name of a property must be a constant") { IsValue = true };
        }

        if (value is null)
        {
            throw CallerVariables.Missing(ast.Expression, $"{ast.Expression.Extent.Text} is null and has no property '{name}'");
        }

        return (Find(value, name, ast) ?? OfItems(value, name, ast)
            ?? throw CallerVariables.Missing(ast, $"{ast.Expression.Extent.Text} has no property '{name}'")).Value;
    }

    private static Found? Find(object? value, string name, MemberExpressionAst ast)
    {
        if (value is null)
        {
            return null;
        }

        var whole = PSObject.AsPSObject(value);
        return whole.BaseObject is IDictionary table && table.Contains(name)
            ? new Found(table[name])
            : Resolve(whole, name) switch
            {
                null => null,
                PSNoteProperty note => new Found(note.Value),
                PSProperty { IsGettable: true } property => new Found(Get(property, ast)),
                _ => throw new FilterSyntaxException(ast, $"the property '{name}' is computed by a script, which a filter does not run") { IsValue = true },
            };
    }

    // As in PowerShell: if the list does not have the property, the properties of its items are returned; a single result is not a list.
    private static Found? OfItems(object value, string name, MemberExpressionAst ast)
    {
        var found = RuleValueConverter.Items(value)?.Select(item => Find(item, name, ast)).OfType<Found>().ToArray();
        return found is null or { Length: 0 } ? null : found.Length == 1 ? found[0] : new Found(Array.ConvertAll(found, static one => one.Value));
    }

    private static PSPropertyInfo? Resolve(PSObject whole, string name)
    {
        var property = whole.Properties[name];
        for (var i = 0; i < MostAliases && property is PSAliasProperty alias; i++)
        {
            property = whole.Properties[alias.ReferencedMemberName];
        }

        return property;
    }

    private static object? Get(PSProperty property, MemberExpressionAst ast)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException)
        {
            throw new FilterSyntaxException(ast, $"the property '{property.Name}' cannot be read");
        }
    }

    private sealed record Found(object? Value);
}
