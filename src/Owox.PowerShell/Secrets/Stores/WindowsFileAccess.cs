using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The owner and the access control list of a file on Windows, as text in SDDL. .NET Standard has no API for them.</summary>
internal static class WindowsFileAccess
{
    private const uint OwnerAndList = 0x1 | 0x4;
    private const int TokenUser = 1;
    private const uint QueryToken = 0x8;

    // SYSTEM, the group Administrators, the built-in account Administrator, which belongs to it, and rights of the owner.
    private static readonly string[] Trusted = ["SY", "BA", "LA", "OW", "S-1-5-18", "S-1-5-32-544", "S-1-3-4"];

    private static readonly Regex Entry = new(
        @"\((?<type>[^;()]*);(?<flags>[^;()]*);[^;()]*;[^;()]*;[^;()]*;(?<account>[^;()]*)[^()]*(?:\([^()]*\)[^()]*)*\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    public static string? Exposure(SafeFileHandle file)
    {
        try
        {
            return Exposure(ReadDescriptor(file), ReadAccount());
        }
        catch (Win32Exception)
        {
            return "its access control list cannot be determined";
        }
    }

    /// <summary>Returns which other account has access, or null if there is none.</summary>
    /// <param name="descriptor">The owner and the list in SDDL: <c>O:BAD:(A;;FA;;;SY)</c>.</param>
    /// <param name="account">The SID of this account.</param>
    internal static string? Exposure(string descriptor, string account)
    {
        bool IsTrusted(string sid) => sid == account || Trusted.Contains(sid, StringComparer.Ordinal);
        var list = descriptor.IndexOf("D:", StringComparison.Ordinal);
        if (list < 0 || descriptor.IndexOf("NO_ACCESS_CONTROL", list, StringComparison.Ordinal) >= 0)
        {
            return "it has no access control list";
        }

        var owner = descriptor.StartsWith("O:", StringComparison.Ordinal) ? descriptor.Substring(2, list - 2).Split(["G:"], StringSplitOptions.None)[0] : "";
        if (!IsTrusted(owner))
        {
            return $"its owner is another account ({owner})";
        }

        var other = Entry.Matches(descriptor.Substring(list)).Cast<Match>()
            .Where(static entry => entry.Groups["type"].Value is "A" or "OA" or "XA" && entry.Groups["flags"].Value.IndexOf("IO", StringComparison.Ordinal) < 0)
            .Select(static entry => entry.Groups["account"].Value)
            .FirstOrDefault(sid => !IsTrusted(sid));
        return other is null ? null : $"its access control list allows {Name(other)}";
    }

    private static string Name(string sid) => sid switch
    {
        "WD" => "Everyone",
        "BU" => "Users",
        "AU" => "Authenticated Users",
        _ => $"the account {sid}",
    };

    private static string ReadDescriptor(SafeFileHandle file)
    {
        Check(NativeMethods.GetSecurityInfo(file, 1, OwnerAndList, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, out var descriptor) == 0);
        try
        {
            Check(NativeMethods.ConvertSecurityDescriptorToStringSecurityDescriptor(descriptor, 1, OwnerAndList, out var text, out _));
            return TakeText(text);
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    private static string ReadAccount()
    {
        Check(NativeMethods.OpenProcessToken(NativeMethods.GetCurrentProcess(), QueryToken, out var token));
        using (token)
        {
            var buffer = Marshal.AllocHGlobal(1024);
            try
            {
                Check(NativeMethods.GetTokenInformation(token, TokenUser, buffer, 1024, out _));
                Check(NativeMethods.ConvertSidToStringSid(Marshal.ReadIntPtr(buffer), out var text));
                return TakeText(text);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }
    }

    private static string TakeText(IntPtr text)
    {
        var value = Marshal.PtrToStringUni(text) ?? "";
        NativeMethods.LocalFree(text);
        return value;
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw new Win32Exception();
        }
    }

    private static class NativeMethods
    {
        private const string Security = "advapi32.dll";
        private const string Kernel = "kernel32.dll";

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code.
        [DllImport(Security)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        internal static extern uint GetSecurityInfo(
            SafeFileHandle file, int kind, uint parts, IntPtr owner, IntPtr group, IntPtr list, IntPtr systemList, out IntPtr descriptor);

        [DllImport(Security, EntryPoint = "ConvertSecurityDescriptorToStringSecurityDescriptorW", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool ConvertSecurityDescriptorToStringSecurityDescriptor(IntPtr descriptor, uint revision, uint parts, out IntPtr text, out uint length);

        [DllImport(Security, EntryPoint = "ConvertSidToStringSidW", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool ConvertSidToStringSid(IntPtr sid, out IntPtr text);

        [DllImport(Security, SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool OpenProcessToken(IntPtr process, uint access, out SafeFileHandle token);

        [DllImport(Security, SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool GetTokenInformation(SafeFileHandle token, int kind, IntPtr information, int length, out int needed);

        [DllImport(Kernel)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        internal static extern IntPtr GetCurrentProcess();

        [DllImport(Kernel)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        internal static extern IntPtr LocalFree(IntPtr memory);
#pragma warning restore SYSLIB1054
    }
}
