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
            throw new FilterSyntaxException(ast, "a filter does not support splatting with @");
        }

        return path.IsDriveQualified ? FromDrive(ast) : path.UserPath.ToUpperInvariant() switch
        {
            "TRUE" => true,
            "FALSE" => false,
            "NULL" => null,
            _ => (_variables.Get(path.UserPath) ?? throw Missing(ast, $"the variable {ast.Extent.Text} does not exist where the filter is written")).Value,
        };
    }

    /// <summary>Returns the value that was passed to another runspace with $using:, if there is one.</summary>
    public bool TryGetUsingValue(UsingExpressionAst ast, out object? value)
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
        Advice = "Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().",
    };

    private static string FromDrive(VariableExpressionAst ast)
    {
        var path = ast.VariablePath;
        if (!string.Equals(path.DriveName, "env", StringComparison.OrdinalIgnoreCase))
        {
            throw new FilterSyntaxException(ast, $"a filter supports variables of the drive $env: only, not of ${path.DriveName}:") { IsValue = true };
        }

        return Environment.GetEnvironmentVariable(path.UserPath.Substring(path.DriveName.Length + 1))
            ?? throw Missing(ast, $"the environment variable {ast.Extent.Text} does not exist");
    }
}
