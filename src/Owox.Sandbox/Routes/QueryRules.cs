namespace Owox.Sandbox.Routes;

/// <summary>Checks of query parameters that several routes share.</summary>
internal static class QueryRules
{
    private const int MaxProjectPage = 100;
    private const int MaxProjectOffset = 100_000;

    /// <summary>A whole number from 0; the route refuses anything else.</summary>
    public static int? Offset(ApiRequest request, List<string> complaints)
    {
        if (request.Query("offset") is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return offset;
        }

        complaints.Add("offset must not be less than 0.");
        complaints.Add("offset must be an integer number.");
        return null;
    }

    /// <summary>A page of a list of the project: never more than the server gives at a time.</summary>
    public static IEnumerable<T> ProjectPage<T>(ApiRequest request, IEnumerable<T> all) => all
        .Skip(Lenient(request, "offset", 0, MaxProjectOffset, 0))
        .Take(Lenient(request, "limit", 1, MaxProjectPage, MaxProjectPage));

    public static IEnumerable<string> Unknown(ApiRequest request, params string[] known) =>
        request.Http.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal))
            .Select(name => $"property {name} should not exist.");

    public static void Check(IReadOnlyCollection<string> complaints)
    {
        if (complaints.Count > 0)
        {
            throw ApiErrors.Validation(complaints);
        }
    }

    /// <summary>A number within bounds; where it is none or out of them, the default or the nearest bound.</summary>
    public static int Lenient(ApiRequest request, string name, int least, int most, int otherwise) =>
        int.TryParse(request.Query(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? int.Min(number, most)
            : otherwise;

    /// <summary>Whether an entity passes the ownerFilter of storages, destinations and reports, which all have owners here.</summary>
    public static bool WantsOwned(ApiRequest request) => request.Query("ownerFilter") switch
    {
        null or "has_owners" => true,
        "no_owners" => false,
        _ => throw ApiErrors.EnumExpected(),
    };
}
