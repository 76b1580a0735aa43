using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Something in a filter block that has no rule of the server's. Never leaves the compiler: it becomes an error with the place in it.</summary>
internal sealed class FilterSyntaxException : Exception
{
    public FilterSyntaxException(Ast place, string what)
        : base(what) => Position = place;

    /// <summary>The part of the block that is meant.</summary>
    public Ast Position { get; }

    /// <summary>What to write instead of <see cref="Replaced"/>, where that is known.</summary>
    public string? Instead { get; init; }

    /// <summary>The part that <see cref="Instead"/> replaces; by default the part that is meant.</summary>
    public Ast Replaced { get => field ?? Position; init; }

    /// <summary>What to do about it, where nothing in the text can be replaced.</summary>
    public string? Advice { get; init; }

    /// <summary>It is a value that a variable could hold, computed before the filter.</summary>
    public bool IsValue { get; init; }
}
