using System.Security;

namespace Owox.PowerShell.Secrets;

/// <summary>Makes the CI agent hide a value in its logs.</summary>
internal static class PipelineMasker
{
    /// <summary>Registers the value with the agent. Outside CI it does nothing, because the value would be printed.</summary>
    /// <param name="value">The secret.</param>
    /// <param name="warn">Is called where the agent has no command for this.</param>
    public static void Register(SecureString value, Action<string> warn)
    {
        if (CiAgent.Current is not { } agent)
        {
            return;
        }

        if (agent.MaskCommand(SecureStringExtensions.ToPlainText(value)) is not { } command)
        {
            warn($"{agent.Name} has no command to mask a value, so -MaskInLog has no effect. Do not write the key to the log.");
            return;
        }

        // Directly to the agent, which reads standard output: no stream and no transcript contains it.
        Console.Out.WriteLine(command);
        Console.Out.Flush();
    }
}
