namespace Owox.Resources.Projects;

/// <summary>Validates the description of a project by the rules of the server.</summary>
internal static class ProjectDescriptionValidator
{
    private const int MaxLength = 10_000;

    /// <exception cref="OwoxConfigurationException">The server would reject the description.</exception>
    public static void Check(string? description)
    {
        if (description is null)
        {
            return;
        }

        var length = Length(description);
        if (length is 0 or > MaxLength)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RequestInvalid,
                $"The project's description has {length} characters, but the server accepts 1 to {MaxLength}.")
            {
                Option = ErrorOption.ClearDescription,
            };
        }
    }

    // The server counts a supplementary character (a surrogate pair) as one.
    private static int Length(string text)
    {
        var length = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                length--;
            }
        }

        return length;
    }
}
