using System;
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
            throw new FilterFault(ast, "@ gives several arguments to a command, and this is one value");
        }

        return path.IsDriveQualified ? FromDrive(ast) : path.UserPath.ToUpperInvariant() switch
        {
            "TRUE" => true,
            "FALSE" => false,
            "NULL" => null,
            _ => (_variables.Get(path.UserPath) ?? throw Missing(ast, $"there is no variable {ast.Extent.Text} where the filter is written")).Value,
        };
    }

    /// <summary>The value that was handed into another runspace; where there is none, that of the variable here.</summary>
    public object? Read(UsingExpressionAst ast)
    {
        if (ast.SubExpression is not VariableExpressionAst variable)
        {
            throw new FilterFault(ast, "$using: is followed by the name of a variable");
        }

        try
        {
            // Only the engine can read it, so it is given this one expression. The table keeps a list together.
            var result = caller.InvokeCommand.InvokeScript(false, ScriptBlock.Create($"@{{Value={ast.Extent.Text}}}"), null);
            return ((Hashtable)result[0].BaseObject)["Value"];
        }
        catch (RuntimeException)
        {
            return Read(variable);
        }
    }

    /// <summary>A property of a value: what is kept in it, never what a script would compute.</summary>
    public static object? Property(object? value, MemberExpressionAst ast)
    {
        if (ast.Member is not StringConstantExpressionAst { Value: var name })
        {
            throw new FilterFault(ast, "the name of a property is written out here") { IsValue = true };
        }

        if (value is null)
        {
            throw Missing(ast.Expression, $"{ast.Expression.Extent.Text} is null, and has no property '{name}'");
        }

        var whole = PSObject.AsPSObject(value);
        if (whole.BaseObject is IDictionary table && table.Contains(name))
        {
            return table[name];
        }

        return whole.Properties[name] switch
        {
            PSNoteProperty note => note.Value,
            PSProperty { IsGettable: true } property => Get(property, ast),
            null => throw Missing(ast, $"{ast.Expression.Extent.Text} has no property '{name}'"),
            _ => throw new FilterFault(ast, $"the property '{name}' is computed by a script, and a filter runs none") { IsValue = true },
        };
    }

    private static FilterFault Missing(Ast ast, string what) => new(ast, what)
    {
        Advice = "Give it a value first, or correct the name. A block that is handed on to another function keeps its variables with GetNewClosure().",
    };

    private static object? Get(PSProperty property, MemberExpressionAst ast)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException)
        {
            throw new FilterFault(ast, $"the property '{property.Name}' cannot be read");
        }
    }

    private static string FromDrive(VariableExpressionAst ast)
    {
        var path = ast.VariablePath;
        if (!string.Equals(path.DriveName, "env", StringComparison.OrdinalIgnoreCase))
        {
            throw new FilterFault(ast, $"of the drives only $env: is read, and not ${path.DriveName}:") { IsValue = true };
        }

        return Environment.GetEnvironmentVariable(path.UserPath.Substring(path.DriveName.Length + 1))
            ?? throw Missing(ast, $"there is no environment variable {ast.Extent.Text}");
    }
}
