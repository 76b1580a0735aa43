using System;
using System.Security;

namespace Owox.PowerShell.Secrets;

/// <summary>Makes an Azure Pipelines agent hide a value in its logs.</summary>
internal static class PipelineMask
{
    /// <summary>Registers the value. Outside a pipeline it does nothing: the value would be printed for all to see.</summary>
    public static void Register(SecureString value)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TF_BUILD")))
        {
            // Straight to the agent, which reads standard output: no stream and no transcript sees it.
            Console.Out.WriteLine("##vso[task.setsecret]" + SecretText.Reveal(value));
            Console.Out.Flush();
        }
    }
}
