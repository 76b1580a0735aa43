namespace Owox.PowerShell;

/// <summary>What is done with what a path names.</summary>
public enum ApiMethod
{
    /// <summary>Reads it.</summary>
    Get,

    /// <summary>Creates or starts something.</summary>
    Post,

    /// <summary>Replaces it.</summary>
    Put,

    /// <summary>Changes parts of it.</summary>
    Patch,

    /// <summary>Removes it.</summary>
    Delete,
}
