using System.Collections;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Completion;

/// <summary>The command at the cursor, and the commands of the line that specify its connection and data mart.</summary>
internal sealed class CompletionLine(string commandName, CommandAst command, IDictionary bound)
{
    /// <summary>Whether the command accepts data marts, in contrast to a command that only creates a rule.</summary>
    public bool IsAboutDataMarts => IsAbout("DataMart") || IsAbout("DataMartColumn");

    /// <summary>Whether another parameter of the command is specified.</summary>
    public bool Has(string parameter) => new CommandArguments(command, bound).Has(parameter);

    /// <summary>The value of another parameter of the command, or null if it is not specified or unknown.</summary>
    public object? Value(string parameter) => new CommandArguments(command, bound).Value(parameter);

    /// <summary>The command and the command that uses it as an argument, as in Export-OwoxDataMart … -Filter (New-OwoxFilter …).</summary>
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

    /// <summary>The other commands in the command line.</summary>
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

    /// <summary>The connection of the command, or null if there is none, or if it is known only after running the command line.</summary>
    public OwoxConnection? Connection
    {
        get
        {
            // Parameters in the command line take precedence over $PSDefaultParameterValues. A script block there is not run.
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

    /// <summary>Whether the noun of the command is the specified one, with any prefix of the imported module.</summary>
    public bool IsAbout(string noun) => commandName.EndsWith("Owox" + noun, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the command only reads data.</summary>
    public bool IsReading => commandName.StartsWith("Get-", StringComparison.OrdinalIgnoreCase);
}
