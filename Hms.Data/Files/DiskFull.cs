namespace Hms.Data.Files;

/// <summary>Knows the error of a full disk.</summary>
public static class DiskFull
{
    // errno ENOSPC and EDQUOT of Linux; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Codes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether an error, or what caused it, says that a disk or a quota is full.</summary>
    /// <param name="error">The error; null is none.</param>
    public static bool Is(Exception? error) => error switch
    {
        null => false,
        IOException { InnerException: null } io => Codes.Contains(io.HResult),
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => Is(error.InnerException),
    };
}
