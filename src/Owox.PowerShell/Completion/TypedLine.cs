using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Completion;

/// <summary>The command at the cursor, and those around it that tell what it is about.</summary>
internal sealed class TypedLine(string commandName, string parameterName, CommandAst command, IDictionary bound)
{
    public string ParameterName => parameterName;

    /// <summary>The command, and the one whose argument it is: (New-OwoxFilter …) in Export-OwoxDataMart … -Filter.</summary>
    public IEnumerable<CommandArguments> Commands
    {
        get
        {
            yield return new CommandArguments(command, bound);
            for (var ast = command.Parent; ast is not null; ast = ast.Parent)
            {
                if (ast is CommandAst outer)
                {
                    yield return CommandArguments.Read(outer);
                }
            }
        }
    }

    /// <summary>The commands that stand elsewhere on the line.</summary>
    public IEnumerable<CommandArguments> Others
    {
        get
        {
            Ast root = command;
            while (root.Parent is not null)
            {
                root = root.Parent;
            }

            return root.FindAll(static ast => ast is CommandAst, searchNestedScriptBlocks: true)
                .Cast<CommandAst>().Where(other => !ReferenceEquals(other, command)).Select(CommandArguments.Read);
        }
    }

    /// <summary>The connection that the command would use; null where there is none or only running the line would tell.</summary>
    public OwoxConnection? Connection
    {
        get
        {
            var named = Commands.FirstOrDefault(static arguments => arguments.Has("Connection"));
            return named is null ? ConnectionStore.ForThisRunspace.Current : Unwrap(named.Value("Connection")) switch
            {
                OwoxConnection connection => connection,
                string name => ConnectionStore.ForThisRunspace.Find(name),
                _ => null,
            };
        }
    }

    /// <summary>Whether the command is about such things; a prefix that the module was imported with does not matter.</summary>
    public bool IsAbout(string noun) => commandName.EndsWith("Owox" + noun, StringComparison.OrdinalIgnoreCase);

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
