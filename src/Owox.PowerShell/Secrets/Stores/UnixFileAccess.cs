using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The owner and the permissions of a file on Linux and macOS.</summary>
internal static class UnixFileAccess
{
    private const int StatusSize = 512;
    private const int KindMask = 0xF000;
    private const int OrdinaryFile = 0x8000;
    private const int Folder = 0x4000;
    private const int GroupRead = 0x20;
    private const int GroupAndOthers = 0x3F;

    public static string? SpecialKind(string path)
    {
        var status = new byte[StatusSize];
        return NativeMethods.Stat(path, status) != 0 ? null : (Mode(status) & KindMask) switch
        {
            OrdinaryFile or Folder => null,
            0x1000 => "a named pipe (FIFO)",
            0xC000 => "a socket",
            _ => "a device",
        };
    }

    /// <param name="file">The open file.</param>
    /// <param name="allowsAccessList">Whether an access control list may grant this account access. Its mask is shown as the permissions of the group.</param>
    public static string? Exposure(SafeFileHandle file, bool allowsAccessList)
    {
        var status = new byte[StatusSize];
        if (NativeMethods.Stat(file, status) != 0)
        {
            return "its permissions cannot be determined";
        }

        if ((Mode(status) & KindMask) != OrdinaryFile)
        {
            return "it is not an ordinary file";
        }

        var mode = Mode(status) & 0x1FF;
        if ((mode & GroupAndOthers & ~(allowsAccessList && PosixAccessList.GrantsOnly(file, NativeMethods.GetEffectiveUser()) ? GroupRead : 0)) != 0)
        {
            return $"its mode is {Convert.ToString(mode, 8).PadLeft(4, '0')}";
        }

        // Root can open any file. The owner of a file could replace its content.
        var owner = BitConverter.ToUInt32(status, 8);
        return owner == 0 || owner == NativeMethods.GetEffectiveUser() ? null : FormattableString.Invariant($"its owner is another account, with the user ID {owner}");
    }

    // Flags, mode and user have 32 bits each, in every version of .NET.
    private static int Mode(byte[] status) => BitConverter.ToInt32(status, 4);

    private static class NativeMethods
    {
        private const string System = "libSystem.Native";

#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code; the strings are UTF-8.
        [DllImport(System, EntryPoint = "SystemNative_Stat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Stat([MarshalAs(Utf8)] string path, byte[] status);

        [DllImport(System, EntryPoint = "SystemNative_FStat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Stat(SafeFileHandle file, byte[] status);

        [DllImport("libc", EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern uint GetEffectiveUser();
#pragma warning restore SYSLIB1054, CA2101

        // .NET Standard 2.0 does not name this value.
        private const UnmanagedType Utf8 = (UnmanagedType)48;
    }
}
