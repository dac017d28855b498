using System.Runtime.InteropServices;

namespace Hms.Training.Torch;

/// <summary>Tells libtorch's words for "no memory left" from its other failures: its exceptions have one type for all.</summary>
internal static class DeviceMemory
{
    private static readonly string[] Words = ["out of memory", "can't allocate memory", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED", "not enough memory"];

    /// <summary>Whether an exception says that a device's memory is used up.</summary>
    public static bool IsExhausted(Exception exception) =>
        exception is ExternalException && Array.Exists(Words, words => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase));
}
