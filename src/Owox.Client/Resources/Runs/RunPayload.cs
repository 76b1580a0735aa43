using System.Text.Json;
using Owox.Redaction;
using Owox.Text;

namespace Owox;

/// <summary>The options of a connector run.</summary>
public sealed class RunPayload
{
    /// <summary>The maximum size of a payload, as JSON in UTF-8: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const string IncrementalType = "INCREMENTAL";
    private const string BackfillType = "MANUAL_BACKFILL";

    private readonly byte[]? _json;

    private RunPayload(byte[]? json) => _json = json;

    /// <summary>Loads new data since the last run. This is the default of the server.</summary>
    public static RunPayload Incremental { get; } = new(null);

    /// <summary>Creates a payload from the JSON of the API: an object with <c>runType</c> and, optionally, <c>data</c>.</summary>
    /// <exception cref="OwoxConfigurationException">
    /// The JSON is not an object, has an unknown field or run type, has data without MANUAL_BACKFILL, or is too large.
    /// </exception>
    public static RunPayload From(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("it is not an object");
        }

        string? runType = null;
        var hasData = false;
        foreach (var part in payload.EnumerateObject())
        {
            switch (part.Name)
            {
                case "runType":
                    runType = RunType(part.Value);
                    break;
                case "data":
                    hasData = part.Value.ValueKind == JsonValueKind.Object ? true : throw NoData();
                    break;
                default:
                    throw Invalid($"it has an unknown field '{part.Name}'; its fields are runType ({IncrementalType} or {BackfillType}) and data");
            }
        }

        if (hasData && runType != BackfillType)
        {
            throw Invalid(runType is null
                ? $"it has data but no runType; only {BackfillType} accepts data"
                : $"{IncrementalType} does not accept data; only {BackfillType} does");
        }

        return Checked(() => Utf8Json.Write(payload.WriteTo));
    }

    /// <summary>Creates the payload of a backfill with the fields that the connector defines, such as StartDate and EndDate.</summary>
    /// <exception cref="OwoxConfigurationException">The JSON is not an object, or it is too large.</exception>
    public static RunPayload Backfill(JsonElement fields) => fields.ValueKind != JsonValueKind.Object
        ? throw NoData()
        : Checked(() => Utf8Json.Object(json =>
        {
            json.WriteString("runType", BackfillType);
            json.WritePropertyName("data");
            fields.WriteTo(json);
        }));

    /// <summary>Creates the error for a payload that cannot be sent.</summary>
    public static OwoxConfigurationException Invalid(string what, Exception? inner = null, string? option = null) =>
        new(ErrorReason.PayloadInvalid, $"The payload of the run cannot be sent: {what}. Nothing was started.", inner) { Option = option };

    private static OwoxConfigurationException NoData() => Invalid("its data is not an object", inner: null, ErrorOption.RunData);

    internal byte[] ToRequestBody() => Utf8Json.Object(json =>
    {
        if (_json is not null)
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(_json, skipInputValidation: true);
        }
    });

    private static string RunType(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && JsonElementConverter.Text(value) is IncrementalType or BackfillType
            ? JsonElementConverter.Text(value)!
            : throw Invalid($"its runType is {(value.ValueKind == JsonValueKind.String ? $"'{ServerTextSanitizer.Sanitize(JsonElementConverter.Text(value), [], 50)}'" : "not a string")}, but the server accepts {IncrementalType} or {BackfillType}");

    private static byte[] Write(Func<byte[]> write)
    {
        try
        {
            return write();
        }
        catch (InvalidOperationException e)
        {
            throw Invalid("it contains text that is not valid Unicode", e);
        }
    }

    private static RunPayload Checked(Func<byte[]> write)
    {
        var json = Write(write);
        var size = JsonLength.FromJson(json);
        return size <= MaxBytes ? new RunPayload(json) : throw Invalid(FormattableString.Invariant(
            $"it has {size} bytes of JSON, but the maximum is {MaxBytes} (1 MiB); start several runs with smaller payloads"));
    }
}
