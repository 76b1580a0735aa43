using System.Text.Json;

namespace Owox.Resources.Models;

/// <summary>Refuses null where a field is needed: the contracts alone let it pass.</summary>
internal static class Required
{
    public static T NotNull<T>(T? value)
        where T : class => value ?? throw new JsonException("A needed field is null.");
}
