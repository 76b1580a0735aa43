using System.Text.Json;

namespace Owox.Resources.Models;

/// <summary>Rejects null for required fields, which the JSON contracts alone do not.</summary>
internal static class Required
{
    public static T NotNull<T>(T? value)
        where T : class => value ?? throw new JsonException("A required field is null.");
}
