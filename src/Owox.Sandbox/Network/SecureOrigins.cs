using System.Text.Json.Serialization;

namespace Owox.Sandbox.Network;

/// <summary>Where the sandbox also answers with https, one origin for each kind of certificate.</summary>
/// <param name="Good">For localhost, 127.0.0.1 and sandbox.test, by an authority that only <paramref name="Authority"/> makes trusted.</param>
/// <param name="Expired">Ended on 1 April 2025 at 12:00 UTC.</param>
/// <param name="NotYetValid">Begins in three months.</param>
/// <param name="WrongHost">For other.example, *.other.example and 192.0.2.7.</param>
/// <param name="SelfSigned">By no authority.</param>
/// <param name="Authority">The private authority's own certificate, as PEM.</param>
public sealed record SecureOrigins(
    string Good, string Expired, string NotYetValid, string WrongHost, string SelfSigned, [property: JsonPropertyOrder(1)] string Authority);
