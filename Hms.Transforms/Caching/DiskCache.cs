using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.Win32.SafeHandles;

namespace Hms.Transforms.Caching;

/// <summary>Computes columns once and keeps them in one file, so that each fold, epoch and trial reads them instead of computing them again.</summary>
/// <remarks>
/// The file: "HMSCACHE", version and header length (int32 each, little endian), a JSON header, rows of fixed length from <see cref="DataOffset"/> on, then
/// a CRC-32C of each row and one of the header and these.
/// It is written beside its place and renamed, so a cancelled or killed run leaves no half a cache. The same table gives the same bytes.
/// </remarks>
public static class DiskCache
{
    internal const int FormatVersion = 2;
    internal const int Alignment = 4096;
    internal static ReadOnlySpan<byte> Magic => "HMSCACHE"u8;

    /// <summary>Writes columns of a table to a cache file and opens it.</summary>
    /// <param name="source">The table; read by parallel cursors where it has them.</param>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="columns">Names of the columns to keep: float vectors of known size, Single, Double, Int32 or Int64.</param>
    /// <param name="cancellationToken">Stops within one row.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type; no row was read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; no file is left.</exception>
    public static DiskCacheView Materialize(IDataView source, string path, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        var (described, stride) = CacheColumns.Describe(source.Schema, columns);
        var needed = columns.Select(name => source.Schema[name]).ToList();
        var (rows, slots) = ReadIds(source);
        var header = JsonSerializer.SerializeToUtf8Bytes(new CacheHeader(rows, stride, described), HmsJson.Options);
        AtomicFileWriter.Write(path, handle =>
        {
            WriteHeader(handle, header);
            var checksums = new uint[rows + 1];
            WriteRows(source, needed, described, stride, slots, DataOffset(header.Length), handle, checksums, cancellationToken);
            checksums[rows] = ChecksumOf(header, checksums.AsSpan(0, rows));
            RandomAccess.Write(handle, MemoryMarshal.AsBytes(checksums.AsSpan()), DataOffset(header.Length) + rows * (long)stride);
        });
        return DiskCacheView.Open(path);
    }

    /// <summary>First byte of the rows, given the length of the JSON header.</summary>
    internal static long DataOffset(int headerLength) => (Magic.Length + 2 * sizeof(int) + headerLength + Alignment - 1) / Alignment * (long)Alignment;

    /// <summary>Bytes of the file that <see cref="Materialize"/> would write; null where the table does not tell its number of rows.</summary>
    internal static long? SizeOf(IDataView source, IReadOnlyList<string> columns)
    {
        if (source.GetRowCount() is not { } rows) { return null; }
        var (described, stride) = CacheColumns.Describe(source.Schema, columns);
        var header = JsonSerializer.SerializeToUtf8Bytes(new CacheHeader((int)rows, stride, described), HmsJson.Options);
        return DataOffset(header.Length) + rows * (stride + sizeof(uint)) + sizeof(uint);
    }

    /// <summary>Covers the header and the checksums of the rows.</summary>
    internal static uint ChecksumOf(ReadOnlySpan<byte> header, ReadOnlySpan<uint> rows) => RowChecksum.Of(MemoryMarshal.AsBytes(rows), RowChecksum.Of(header));

    /// <summary>The place of each row id; null where ids are not unique and rows can be written in order only.</summary>
    private static (int Rows, Dictionary<DataViewRowId, int>? Slots) ReadIds(IDataView source)
    {
        var slots = new Dictionary<DataViewRowId, int>();
        using var cursor = source.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            DataViewRowId id = default;
            getter(ref id);
            slots.TryAdd(id, rows);
        }
        return (rows, slots.Count == rows ? slots : null);
    }

    private static void WriteHeader(SafeFileHandle handle, byte[] header)
    {
        var bytes = new byte[Magic.Length + 2 * sizeof(int) + header.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length), FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length + sizeof(int)), header.Length);
        header.CopyTo(bytes, Magic.Length + 2 * sizeof(int));
        RandomAccess.Write(handle, bytes, 0);
    }

    private static void WriteRows(
        IDataView source, List<DataViewSchema.Column> needed, CachedColumn[] columns, int stride, Dictionary<DataViewRowId, int>? slots,
        long dataOffset, SafeFileHandle handle, uint[] checksums, CancellationToken cancellationToken)
    {
        void WriteAll(DataViewRowCursor cursor)
        {
            using (cursor)
            {
                var row = new byte[stride];
                var writers = CacheColumns.Writers(cursor, columns);
                var id = cursor.GetIdGetter();
                for (var next = 0; cursor.MoveNext(); next++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    foreach (var writer in writers) { writer(row); }
                    DataViewRowId value = default;
                    id(ref value);
                    var slot = slots is null ? next : slots[value];
                    checksums[slot] = RowChecksum.Of(row);
                    RandomAccess.Write(handle, row, dataOffset + slot * (long)stride);
                }
            }
        }

        if (slots is null)
        {
            WriteAll(source.GetRowCursor(needed));
            return;
        }
        RunAll(source.GetRowCursorSet(needed, Environment.ProcessorCount), WriteAll);
    }

    /// <summary>Runs an action, which disposes its cursor, on all cursors; after a fault those that were not begun are disposed here.</summary>
    private static void RunAll(DataViewRowCursor[] cursors, Action<DataViewRowCursor> run)
    {
        var begun = new bool[cursors.Length];
        try
        {
            Parallel.For(0, cursors.Length, i =>
            {
                begun[i] = true;
                run(cursors[i]);
            });
        }
        catch (AggregateException e)
        {
            var faults = e.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(faults.FirstOrDefault(fault => fault is not OperationCanceledException) ?? faults[0]);
        }
        finally
        {
            for (var i = 0; i < cursors.Length; i++)
            {
                if (!begun[i]) { cursors[i].Dispose(); }
            }
        }
    }
}
