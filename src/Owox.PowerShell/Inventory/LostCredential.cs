namespace Owox.PowerShell.Inventory;

/// <summary>Explains an error after which the server may have created a credential. A second one would have the same title.</summary>
internal static class LostCredential
{
    /// <summary>Returns the error with what the list of credentials shows, or null if the error was complete, because nothing was created.</summary>
    /// <param name="unknown">The error of the request.</param>
    /// <param name="created">Returns the IDs of new credentials with the title.</param>
    public static OwoxConnectionException? Explain(OwoxException unknown, Func<string[]> created)
    {
        string found;
        try
        {
            var ids = created();
            if (ids.Length == 0 && unknown.Reason == ErrorReason.ServerError)
            {
                return null;
            }

            found = ids.Length == 0
                ? "The list does not contain a new credential with this title."
                : $"The list now contains a new credential with this title: {string.Join(", ", ids)}. Check its secret with Test-OwoxCredential, or remove it with Remove-OwoxCredential.";
        }
        catch (OwoxException e)
        {
            found = $"The list could not be read: {e.Message}";
        }

        return new OwoxConnectionException(ErrorReason.OutcomeUnknown, $"{unknown.Message} {found}", unknown);
    }
}
