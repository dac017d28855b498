using System.Runtime.InteropServices;

namespace Hms.Training.Torch;

/// <summary>
/// Tells glibc's malloc, from which libtorch has its tensors, to keep memory that was freed. A training step frees what it took; by default malloc hands that back to the system at once,
/// which gives it out again page by page, each filled with zeros, at the next step: a tenth of the time of a step. The process stays as large as its largest step, which it reaches again anyway.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MapThreshold = -3;
    private const int Never = -1;

    // The largest that glibc takes: blocks above it are mapped and unmapped one by one, as before. A thread's heap has twice that, and is given back when it is empty unless padded by so much.
    private const int LargestThreshold = 32 << 20;
    private const int ThreadHeap = 64 << 20;

    private static readonly string[] Variables = ["GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_MMAP_THRESHOLD_", "MALLOC_MMAP_MAX_"];

    /// <summary>Sets it; does nothing on other systems, with another libc, or where the user has set malloc himself.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || Array.Exists(Variables, name => Environment.GetEnvironmentVariable(name) is not null)) { return; }
        try
        {
            _ = Set(MapThreshold, LargestThreshold);
            _ = Set(TrimThreshold, Never);
            _ = Set(TopPad, ThreadHeap);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // another libc (musl): its own rules hold
        }
    }

    /// <summary>Hands memory back to the system that was freed and kept; does nothing on other systems or with another libc.</summary>
    public static void ReturnFreedMemory()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        try { _ = Trim(0); }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // another libc (musl): it keeps little by itself
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);
}
