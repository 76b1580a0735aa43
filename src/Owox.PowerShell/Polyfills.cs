#if NETSTANDARD2_0
// The compiler asks for this type when a property is init-only; netstandard2.0 has none.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
#endif
