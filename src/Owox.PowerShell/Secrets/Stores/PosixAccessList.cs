using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The access control list of a file on Linux, in the form of the extended attribute <c>system.posix_acl_access</c>.</summary>
internal static class PosixAccessList
{
    // The sizes in bytes of the version number, of an entry, and of the longest list that is read.
    private const int HeaderLength = 4;
    private const int EntryLength = 8;
    private const int MaxLength = 4096;

    // The kinds of entries: ACL_USER, ACL_GROUP_OBJ and ACL_GROUP of Linux.
    private const int User = 0x02;
    private const int OwningGroup = 0x04;
    private const int Group = 0x08;

    /// <summary>Whether the file has a list, and the list grants access to no group and to no user other than the specified one and the owner.</summary>
    public static bool GrantsOnly(SafeFileHandle file, uint user)
    {
#if NET8_0_OR_GREATER
        // The build without this check runs on Windows only, where this type is not used.
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

#endif
        var list = new byte[MaxLength];
        var length = (int)NativeMethods.GetAttribute(file, "system.posix_acl_access", list, (nuint)list.Length);
        return length > HeaderLength && Entries(list, length).All(entry => entry.Kind switch
        {
            User => entry.Id == user || entry.Permissions == 0,
            OwningGroup or Group => entry.Permissions == 0,
            _ => true,
        });
    }

    // Each entry has its kind and its permissions with 16 bits each, and the ID of a user or a group with 32 bits.
    private static IEnumerable<(int Kind, int Permissions, uint Id)> Entries(byte[] list, int length)
    {
        for (var at = HeaderLength; at + EntryLength <= length; at += EntryLength)
        {
            yield return (BitConverter.ToUInt16(list, at), BitConverter.ToUInt16(list, at + 2), BitConverter.ToUInt32(list, at + 4));
        }
    }

    private static class NativeMethods
    {
#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code; the name is ASCII.
        [DllImport("libc", EntryPoint = "fgetxattr")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint GetAttribute(SafeFileHandle file, [MarshalAs(UnmanagedType.LPStr)] string name, byte[] value, nuint size);
#pragma warning restore SYSLIB1054, CA2101
    }
}
