using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Reads the variables of a script block in the scope where the block was created. No code of the block is run.</summary>
internal sealed class CallerVariables(ScriptBlock block, PSCmdlet caller)
{
    // A script block of a module uses the variables of that module, as it would if it were run.
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

    /// <summary>Returns the value that was passed to another runspace with $using:, if there is one.</summary>
    public bool TryHanded(UsingExpressionAst ast, out object? value)
    {
        try
        {
            // Only PowerShell can resolve this expression, so the expression is run separately. It returns a value that was evaluated in the
            // calling runspace and runs no other code. The hashtable prevents that a list is enumerated.
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
