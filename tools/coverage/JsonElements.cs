using System.Text.Json;

namespace Owox.Coverage;

/// <summary>Reads properties that a description should have, whatever it has in their place.</summary>
internal static class JsonElements
{
    extension(JsonElement element)
    {
        /// <summary>The items of an array; none if there is no such property, or if it is not an array.</summary>
        public IEnumerable<JsonElement> Items(string name) => element.Property(name, JsonValueKind.Array)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

        /// <summary>The properties of an object; none if there is no such property, or if it is not an object.</summary>
        public IEnumerable<JsonProperty> Properties(string name) => element.Object(name)?.EnumerateObject() ?? Enumerable.Empty<JsonProperty>();

        /// <summary>An object, or null if there is no such property, or if it is not an object.</summary>
        public JsonElement? Object(string name) => element.Property(name, JsonValueKind.Object);

        /// <summary>A text, or null if there is no such property, or if it is not a text.</summary>
        public string? Text(string name) => element.Property(name, JsonValueKind.String)?.GetString();

        public bool IsTrue(string name) => element.Property(name, JsonValueKind.True) is not null;

        private JsonElement? Property(string name, JsonValueKind kind) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
    }
}
