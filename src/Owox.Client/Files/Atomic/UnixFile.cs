#if NET8_0_OR_GREATER
using System.Runtime.InteropServices;

namespace Owox.Files.Atomic;

/// <summary>
/// The kind and the owners of a file on Linux and macOS, which .NET does not provide. Information that the system does not return is null or
/// false, because none of it is essential.
/// </summary>
internal static class UnixFile
{
    private const int StatusSize = 512;
    private const string Acl = "system.posix_acl_access";
    private const uint KeepId = uint.MaxValue;

    /// <summary>The status of the file, after links are resolved, or null if the file does not exist.</summary>
    public static UnixFileStatus? Read(string path)
    {
        var buffer = new byte[StatusSize];
        if (!Try(() => NativeMethods.Stat(path, buffer) == 0))
        {
            return null;
        }

        // Flags, mode, user and group have 32 bits each. The fields after them depend on the version of .NET.
        var (attributes, known) = Attributes(path);
        return new UnixFileStatus(
            BitConverter.ToInt32(buffer, 4), BitConverter.ToUInt32(buffer, 8), BitConverter.ToUInt32(buffer, 12), known ? attributes : 0);
    }

    /// <summary>The user ID of this process.</summary>
    public static uint CurrentUser()
    {
        uint user = 0;
        return Try(() =>
        {
            user = NativeMethods.GetEffectiveUser();
            return true;
        }) ? user : 0;
    }

    public static bool TrySetUser(string path, uint user) => Try(() => NativeMethods.ChangeOwner(path, user, KeepId) == 0);

    public static bool TrySetGroup(string path, uint group) => Try(() => NativeMethods.ChangeOwner(path, KeepId, group) == 0);

    /// <summary>Copies the access control list.</summary>
    /// <returns>False if the file has an access control list that could not be copied.</returns>
    public static bool TryCopyAcl(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var list = new byte[64 * 1024];
        nint length = -1;
        var has = Try(() => (length = NativeMethods.GetAttribute(from, Acl, list, (nuint)list.Length)) > 0);
        return !has || Try(() => NativeMethods.SetAttribute(to, Acl, list, (nuint)length, 0) == 0);
    }

    // Linux 5.8 and later report whether a path is a mount point.
    private static (ulong Value, bool IsKnown) Attributes(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return (0, false);
        }

        const int CurrentFolder = -100;
        const uint Basic = 0x7FF;
        var buffer = new byte[StatusSize];
        return Try(() => NativeMethods.ExtendedStat(CurrentFolder, path, 0, Basic, buffer) == 0)
            ? (BitConverter.ToUInt64(buffer, 8), true)
            : (0, false);
    }

    private static bool Try(Func<bool> call)
    {
        try
        {
            return !OperatingSystem.IsWindows() && call();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static class NativeMethods
    {
        private const string System = "libSystem.Native";
        private const string C = "libc";

#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code; the strings are UTF-8.
        [DllImport(System, EntryPoint = "SystemNative_Stat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, byte[] status);

        [DllImport(C, EntryPoint = "statx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int ExtendedStat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);

        [DllImport(C, EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern uint GetEffectiveUser();

        [DllImport(C, EntryPoint = "chown")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

        [DllImport(C, EntryPoint = "getxattr")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint GetAttribute(
            [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] value, nuint size);

        [DllImport(C, EntryPoint = "setxattr")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int SetAttribute(
            [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] value, nuint size, int flags);
#pragma warning restore SYSLIB1054, CA2101
    }
}

/// <summary>The status of a file on Unix.</summary>
/// <param name="Mode">The kind and the permissions, as in <c>st_mode</c>.</param>
/// <param name="User">The ID of the owner.</param>
/// <param name="Group">The ID of the group.</param>
/// <param name="Attributes">The attributes of <c>statx</c>; 0 if the system does not return them.</param>
internal sealed record UnixFileStatus(int Mode, uint User, uint Group, ulong Attributes)
{
    private const int KindMask = 0xF000;

    /// <summary>The kind of a special file; null for an ordinary file.</summary>
    public string? SpecialKind => (Mode & KindMask) switch
    {
        0x1000 => "a named pipe (FIFO)",
        0x2000 or 0x6000 => "a device",
        0xC000 => "a socket",
        _ => null,
    };

    /// <summary>Whether only owners may replace files in this folder.</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    public bool IsImmutable => (Attributes & 0x10) != 0;

    public bool IsAppendOnly => (Attributes & 0x20) != 0;

    public bool IsMountPoint => (Attributes & 0x2000) != 0;
}
#endif
