#if NET8_0_OR_GREATER
using System.Diagnostics;
using Owox.Tracing;
#endif

namespace Owox.PowerShell.Output;

/// <summary>
/// The activity of a cmdlet, which is the parent of the activities of its requests. Without a listener, and in the build for Windows
/// PowerShell, it does nothing.
/// </summary>
internal sealed class CmdletActivity
{
#if NET8_0_OR_GREATER
    private Activity? _activity;

    /// <summary>Starts the activity before the first request. The activity of the caller, if there is one, is its parent.</summary>
    public void Start(string cmdlet)
    {
        if (_activity is null && Traces.Source.HasListeners())
        {
            // The script continues on this thread, and keeps its own activity.
            var caller = Activity.Current;
            _activity = Traces.Source.StartActivity(cmdlet);
            Activity.Current = caller;
        }
    }

    /// <summary>Makes the activity the parent of requests that the current asynchronous method sends.</summary>
    public void Enter()
    {
        if (_activity is not null)
        {
            Activity.Current = _activity;
        }
    }

    /// <summary>Records an error.</summary>
    public void Fail(string errorId)
    {
        if (_activity is not null)
        {
            Traces.Fail(_activity, errorId);
        }
    }

    public void End()
    {
        if (_activity is not null)
        {
            var caller = Activity.Current;
            _activity.Dispose();
            Activity.Current = caller;
        }
    }
#else
#pragma warning disable CA1822 // The other build has state.
    public void Start(string cmdlet)
    {
    }

    public void Enter()
    {
    }

    public void Fail(string errorId)
    {
    }

    public void End()
    {
    }
#pragma warning restore CA1822
#endif
}
