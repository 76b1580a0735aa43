namespace Owox.Sandbox.Routes;

/// <summary>Validation of query parameters for several routes.</summary>
internal static class QueryRules
{
    /// <summary>Returns a number of at least 0, or 0 if it is missing. Other values are an error of the route.</summary>
    public static int Offset(ApiRequest request, List<string> errors)
    {
        if (!int.TryParse(request.Query("offset") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            errors.AddRange(["offset must not be less than 0.", "offset must be an integer number."]);
        }

        return offset;
    }

    public static IEnumerable<string> Unknown(ApiRequest request, params string[] known) =>
        request.Http.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal))
            .Select(name => $"property {name} should not exist.");

    public static void Check(IReadOnlyCollection<string> errors) => ApiError.ThrowIf(errors.Count > 0, () => ApiErrors.Validation(errors));

    /// <summary>Returns a number of at most <paramref name="max"/>, or the default if it is not a number of at least <paramref name="min"/>.</summary>
    public static int BoundedNumber(ApiRequest request, string name, int min, int max, int defaultNumber) =>
        int.TryParse(request.Query(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min
            ? int.Min(number, max)
            : defaultNumber;

    /// <summary>Returns a number of at least 0, or the default if it is missing. The server does not expect other values.</summary>
    public static int Number(ApiRequest request, string name, int defaultNumber) => request.Query(name) is not { Length: > 0 } text ? defaultNumber
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ApiErrors.StatusOnly(500);
}
