using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Hms.Training.Loop;

/// <summary>
/// The rows of one view in a temporary file of float32: features, votes, weight, number of votes per row. Written once in order, then read by row in any order, so that
/// training needs memory for a few batches only. The file goes with the process, however that ends.
/// </summary>
internal sealed class SampleSpool : IDisposable
{
    private const string NextStep = "Free some space, or set TemporaryFolder to a folder on a larger disk.";
    private const int NoSpaceLeft = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;

    private static readonly int[] DiskFullErrors = OperatingSystem.IsWindows() ? [unchecked((int)0x80070070), unchecked((int)0x80070027)] : [NoSpaceLeft, LinuxQuotaExceeded, MacQuotaExceeded];
    private readonly SafeFileHandle _file;
    private readonly string _folder;
    private readonly float[] _record;
    private readonly List<float> _voteCounts = [];
    private readonly IncrementalHash _content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public SampleSpool(ImageShape shape, int classCount, string? folder)
        : this(shape, classCount, folder ?? Path.GetTempPath(), CreateFile(folder ?? Path.GetTempPath()))
    {
    }

    /// <summary>Takes an open file.</summary>
    internal SampleSpool(ImageShape shape, int classCount, string folder, SafeFileHandle file)
    {
        Shape = shape;
        ClassCount = classCount;
        _record = new float[shape.Count + classCount + 2];
        (_folder, _file) = (folder, file);
    }

    public ImageShape Shape { get; }

    public int ClassCount { get; }

    public int RowCount { get; private set; }

    /// <summary>Number of votes of each row; 0 where it is not known.</summary>
    public IReadOnlyList<float> VoteCounts => _voteCounts;

    /// <summary>SHA-256, in hexadecimal, over all rows in order: equal exactly when all values are bit-equal.</summary>
    public string ContentHash => Convert.ToHexStringLower(_content.GetCurrentHash());

    private long RecordBytes => (long)_record.Length * sizeof(float);

    /// <summary>Refuses a disk that has no room for so many rows, before the first is written.</summary>
    /// <exception cref="TrainingException">There is too little room.</exception>
    public void RequireRoom(long rows)
    {
        long free;
        try { free = new DriveInfo(Path.GetFullPath(_folder)).AvailableFreeSpace; }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException) { return; } // unknown: the writing will tell
        var needed = (Int128)rows * RecordBytes;
        if (needed > free) { throw new TrainingException($"The temporary copy of {rows} rows needs {needed} bytes; its folder {_folder} has {free} free. {NextStep}"); }
    }

    /// <exception cref="TrainingException">The disk is full.</exception>
    public void Append(ReadOnlySpan<float> features, ReadOnlySpan<float> votes, float weight, float voteCount = 0)
    {
        features.CopyTo(_record);
        votes.CopyTo(_record.AsSpan(Shape.Count));
        _record[^2] = weight;
        _record[^1] = voteCount;
        try { RandomAccess.Write(_file, MemoryMarshal.AsBytes(_record.AsSpan()), RowCount * RecordBytes); }
        catch (IOException exception) when (DiskFullErrors.Contains(exception.HResult))
        {
            throw new TrainingException($"The disk is full: the temporary copy of the rows in folder {_folder} needs {RecordBytes} bytes a row, and row {RowCount} did not fit after {RowCount * RecordBytes} bytes. {NextStep}", exception);
        }
        _content.AppendData(MemoryMarshal.AsBytes(_record.AsSpan()));
        _voteCounts.Add(voteCount);
        RowCount++;
    }

    /// <summary>Reads rows in the order asked for. One caller at a time.</summary>
    public void Read(ReadOnlySpan<int> rows, Batch batch)
    {
        batch.RowCount = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            ReadFully(MemoryMarshal.AsBytes(_record.AsSpan()), rows[i] * RecordBytes);
            _record.AsSpan(0, Shape.Count).CopyTo(batch.Features.AsSpan(i * Shape.Count));
            _record.AsSpan(Shape.Count, ClassCount).CopyTo(batch.Votes.AsSpan(i * ClassCount));
            batch.Weights[i] = _record[^2];
            batch.VoteCounts[i] = _record[^1];
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _content.Dispose();
    }

    private static SafeFileHandle CreateFile(string folder)
    {
        var path = Path.Combine(folder, $"hms-rows-{Guid.NewGuid():N}.f32");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) { File.Delete(path); } // the open handle keeps it; a killed process leaves nothing behind
        return file;
    }

    private void ReadFully(Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var count = RandomAccess.Read(_file, target, offset);
            if (count == 0) { throw new EndOfStreamException($"The temporary file of rows in folder {_folder} ends early, at byte {offset}; no row was written there."); }
            target = target[count..];
            offset += count;
        }
    }
}
