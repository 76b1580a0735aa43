#if NETSTANDARD2_0
// The compiler requires this type for init-only properties; netstandard2.0 does not include it.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
#endif
