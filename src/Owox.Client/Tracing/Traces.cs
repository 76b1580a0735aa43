#if NET8_0_OR_GREATER
using System.Diagnostics;

namespace Owox.Tracing;

/// <summary>
/// The source of the activities: one for each cmdlet that sends requests, and one for each request. Not in the build for Windows
/// PowerShell, where the class is in an assembly that other modules load in other versions.
/// </summary>
internal static class Traces
{
    private const string ErrorType = "error.type";

    public static ActivitySource Source { get; } = new("Owox", typeof(Traces).Assembly.GetName().Version!.ToString(3));

    /// <summary>Marks an activity as failed.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="errorType">The status of the response, the reason of the error, or the ID of the error record. No message: it can contain data.</param>
    public static void Fail(Activity activity, string errorType)
    {
        activity.SetStatus(ActivityStatusCode.Error);
        activity.SetTag(ErrorType, errorType);
    }
}
#endif
