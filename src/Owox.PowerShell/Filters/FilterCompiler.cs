using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Compiles a script block as for Where-Object to the rules of the server, using its syntax tree. The script block is never run.</summary>
internal static class FilterCompiler
{
    public static FilterRule[] Compile(ScriptBlock block, PSCmdlet caller)
    {
        var reader = new ConditionCompiler(new ValueReader(new CallerVariables(block, caller)));
        ExpressionAst? condition = null;
        try
        {
            condition = ScriptBlockCondition.Read(block);
            return reader.Read(condition);
        }
        catch (FilterSyntaxException exception)
        {
            throw new OwoxConfigurationException(ErrorReason.RuleInvalid, FilterErrorFormatter.Format(exception, block.Ast, condition, reader));
        }
    }
}
