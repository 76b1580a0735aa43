using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>The value of an argument that is not run: text, numbers, variables and their properties, lists of these.</summary>
internal static class AstValueReader
{
    /// <summary>The value; null where only running the line would tell.</summary>
    public static object? Read(Ast? ast) => ast switch
    {
        StringConstantExpressionAst text => text.Value,
        ConstantExpressionAst constant => constant.Value,
        VariableExpressionAst variable => Variable(variable.VariablePath.UserPath),
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Static: false, Member: StringConstantExpressionAst name } member => Property(Read(member.Expression), name.Value),
        ArrayLiteralAst list => list.Elements.Select(Read).Where(static item => item is not null).ToArray(),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: { Count: 1 } elements } } => Read(elements[0]),
        CommandExpressionAst expression => Read(expression.Expression),
        _ => null,
    };

    /// <summary>A property that is kept and not computed by a script.</summary>
    public static object? Property(object? owner, string name) =>
        owner is null ? null : PSObject.AsPSObject(owner).Properties[name] switch
        {
            PSNoteProperty note => note.Value,
            PSProperty { IsGettable: true } property => property.Value,
            _ => null,
        };

    /// <summary>What a variable holds where the line is typed.</summary>
    public static object? Variable(string name)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Utility\Get-Variable")
            .AddParameter("Name", WildcardPattern.Escape(name))
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        Collection<PSObject> found = shell.Invoke();
        return found.Select(static item => item.BaseObject).OfType<PSVariable>().FirstOrDefault()?.Value;
    }
}
