using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Reads the variables that a filter block names, where the block comes from. Runs no code of the block.</summary>
internal sealed class CallerVariables(ScriptBlock block, PSCmdlet caller)
{
    // A block that a module made sees that module's variables, as it would if it ran.
    private readonly PSVariableIntrinsics _variables = (block.Module?.SessionState ?? caller.SessionState).PSVariable;

    public object? Read(VariableExpressionAst ast)
    {
        var path = ast.VariablePath;
        if (ast.Splatted)
        {
            throw new FilterSyntaxException(ast, "@ gives several arguments to a command, and this is one value");
        }

        return path.IsDriveQualified ? FromDrive(ast) : path.UserPath.ToUpperInvariant() switch
        {
            "TRUE" => true,
            "FALSE" => false,
            "NULL" => null,
            _ => (_variables.Get(path.UserPath) ?? throw Missing(ast, $"there is no variable {ast.Extent.Text} where the filter is written")).Value,
        };
    }

    /// <summary>The value that was handed into another runspace, if one was.</summary>
    public bool TryHanded(UsingExpressionAst ast, out object? value)
    {
        try
        {
            // Only the engine can find it, so it is given this one expression: it looks up what was computed where $using: began,
            // and runs nothing. The table keeps a list together.
            var result = caller.InvokeCommand.InvokeScript(false, ScriptBlock.Create($"@{{Value={ast.Extent.Text}}}"), null);
            value = ((Hashtable)result[0].BaseObject)["Value"];
            return true;
        }
        catch (RuntimeException)
        {
            value = null;
            return false;
        }
    }

    public static FilterSyntaxException Missing(Ast ast, string what) => new(ast, what)
    {
        Advice = "Give it a value first, or correct the name. A block that is handed on to another function keeps its variables with GetNewClosure().",
    };

    private static string FromDrive(VariableExpressionAst ast)
    {
        var path = ast.VariablePath;
        if (!string.Equals(path.DriveName, "env", StringComparison.OrdinalIgnoreCase))
        {
            throw new FilterSyntaxException(ast, $"of the drives only $env: is read, and not ${path.DriveName}:") { IsValue = true };
        }

        return Environment.GetEnvironmentVariable(path.UserPath.Substring(path.DriveName.Length + 1))
            ?? throw Missing(ast, $"there is no environment variable {ast.Extent.Text}");
    }
}
