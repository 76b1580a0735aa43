namespace Owox.Engine;

/// <summary>No PowerShell is available: none is on PATH, and the .NET tool could not be restored.</summary>
public sealed class EngineNotFoundException(string message) : Exception(message);
