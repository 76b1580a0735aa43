using System.ComponentModel;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The standard output of a program, which is started without a shell.</summary>
internal sealed class ProgramStore(string path, IReadOnlyList<string> arguments, OwoxCmdletBase cmdlet) : ISecretStore
{
    /// <param name="secret">Ignored: the arguments specify the secret.</param>
    public object Get(string secret)
    {
        var result = Run();
        SecretCommand.Register(result.Output.Split('\n'));

        if (result.ExitCode != 0)
        {
            throw SecretCommand.Failed(FormattableString.Invariant($"the program '{Path.GetFileName(path)}' ended with exit code {result.ExitCode}{SecretCommand.FormatOutput(result.Error)}"));
        }

        if (SecretCommand.FormatOutput(result.Error) is { Length: > 0 } output)
        {
            cmdlet.WriteVerbose($"The program '{Path.GetFileName(path)}' succeeded{output}.");
        }

        return SecretCommand.ReadLine(result.Output);
    }

    private ChildProcessResult Run()
    {
        var timeout = ModuleTimings.Current.SecretCommandTimeout;
        try
        {
            return cmdlet.Await((_, cancellationToken) => new ChildProcess(path, arguments).RunAsync(timeout, cancellationToken));
        }
        catch (TimeoutException e)
        {
            throw SecretCommand.Failed(FormattableString.Invariant($"the program '{Path.GetFileName(path)}' did not end within {timeout.TotalSeconds:0.#} s, so it was stopped"), e);
        }
        catch (Win32Exception e)
        {
            throw SecretCommand.Failed($"the program '{Path.GetFileName(path)}' could not be started: {ServerTextSanitizer.FromException(e)}", e);
        }
    }
}
