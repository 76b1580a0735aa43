namespace Owox.Files.Gzip;

/// <summary>The checksum of gzip (RFC 1952).</summary>
internal static class Crc32
{
    public const uint Initial = uint.MaxValue;

    private static readonly uint[] Table = MakeTable();

    /// <summary>Returns the checksum after more bytes.</summary>
    public static uint Add(uint crc, byte[] bytes, int count)
    {
        for (var i = 0; i < count; i++)
        {
            crc = Table[(byte)(crc ^ bytes[i])] ^ (crc >> 8);
        }

        return crc;
    }

    public static uint Final(uint crc) => ~crc;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
