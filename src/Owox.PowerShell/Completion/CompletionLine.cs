using System.Collections;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Completion;

/// <summary>The command at the cursor, and the commands of the line that specify its connection and data mart.</summary>
internal sealed class CompletionLine(string commandName, CommandAst command, IDictionary bound)
{
    /// <summary>Whether the command itself takes data marts, and does not just make a rule for one that does.</summary>
    public bool IsAboutDataMarts => IsAbout("DataMart") || IsAbout("DataMartColumn");

    /// <summary>Whether another parameter of the command is given.</summary>
    public bool Has(string parameter) => new CommandArguments(command, bound).Has(parameter);

    /// <summary>The value of another parameter of the command; null where it is not given or not known.</summary>
    public object? Value(string parameter) => new CommandArguments(command, bound).Value(parameter);

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

    /// <summary>The connection that the command would use; null if there is no connection, or only running the line would show it.</summary>
    public OwoxConnection? Connection
    {
        get
        {
            // What is on the line counts, then what $PSDefaultParameterValues sets; a script block there is not run.
            var named = Commands.Where(static arguments => arguments.Has("Connection")).Select(static arguments => arguments.Value("Connection"))
                .Concat(Commands.SelectMany(static arguments => DefaultParameterValues.Get(arguments.Name, "Connection")))
                .Take(1).ToArray();
            return named.Length == 0 ? ConnectionStore.ForCurrentRunspace.Current : PSValue.Unwrap(named[0]) switch
            {
                OwoxConnection connection => connection,
                string name => ConnectionStore.ForCurrentRunspace.Find(name),
                _ => null,
            };
        }
    }

    /// <summary>Whether the command is about such things; a prefix that the module was imported with does not matter.</summary>
    public bool IsAbout(string noun) => commandName.EndsWith("Owox" + noun, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the command only gets things.</summary>
    public bool IsReading => commandName.StartsWith("Get-", StringComparison.OrdinalIgnoreCase);
}
