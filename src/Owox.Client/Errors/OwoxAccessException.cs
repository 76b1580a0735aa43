namespace Owox;

/// <summary>The limits of the session do not permit the request. It was not sent.</summary>
public sealed class OwoxAccessException : OwoxException
{
    private OwoxAccessException(string reason, string message)
        : base(reason, message)
    {
    }

    /// <summary>The scope that permits the request, or null if another limit prevents it.</summary>
    public string? RequiredScope { get; private init; }

    internal static OwoxAccessException ReadOnly(string request) =>
        new(ErrorReason.ReadOnly, $"{request} was not sent: this connection is read-only, and the request may change something.") { Option = ErrorOption.ReadOnly };

    internal static OwoxAccessException ScopeMissing(string request, string required, IReadOnlyCollection<string> scopes) =>
        new(ErrorReason.ScopeMissing, $"{request} was not sent: it requires the scope {required}, and this connection has only {string.Join(", ", scopes)}.")
        {
            RequiredScope = required,
            Option = ErrorOption.Scope,
            OptionValue = required,
        };

    internal static OwoxAccessException DataMartNotAllowed(string problem, IReadOnlyCollection<string> allowed) =>
        new(ErrorReason.DataMartNotAllowed, $"{problem}, and this connection is limited to {string.Join(", ", allowed)}.") { Option = ErrorOption.AllowedDataMart };
}
