namespace Owox.Sandbox.Http;

/// <summary>A refusal, in the wording and the shape the API gives it.</summary>
internal sealed class ApiError : Exception
{
    public ApiError(int status, JsonObject? body = null)
        : base(body?["message"]?.ToString() ?? "refused")
    {
        Status = status;
        Body = body;
    }

    public int Status { get; }

    /// <summary>The body without the fields that every refusal gets, or null for a refusal without a body.</summary>
    public JsonObject? Body { get; }
}
