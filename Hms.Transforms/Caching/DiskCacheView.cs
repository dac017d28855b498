using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.Win32.SafeHandles;

namespace Hms.Transforms.Caching;

/// <summary>The table in a cache file: any number of parallel cursors, rows by index, only the columns asked for are read.</summary>
public sealed class DiskCacheView : ISeekableDataView, IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly CacheHeader _header;
    private readonly long _dataOffset;
    private readonly uint[] _checksums;

    private DiskCacheView(string path, SafeFileHandle handle, CacheHeader header, long dataOffset, uint[] checksums)
    {
        (FilePath, _handle, _header, _dataOffset, _checksums) = (path, handle, header, dataOffset, checksums);
        var builder = new DataViewSchema.Builder();
        foreach (var column in header.Columns) { builder.AddColumn(column.Name, CacheColumns.ToType(column), CacheAnnotations.ToAnnotations(column.Annotations)); }
        Schema = builder.ToSchema();
    }

    /// <summary>The cache file.</summary>
    public string FilePath { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => _header.Rows;

    /// <inheritdoc />
    public bool CanSeek => true;

    /// <inheritdoc />
    public bool CanShuffle => true;

    /// <inheritdoc />
    public DataViewSchema Schema { get; }

    /// <summary>Opens a cache file.</summary>
    /// <param name="path">A file that <see cref="DiskCache.Materialize"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is no cache of this version, is cut short, or its header is damaged. Rows are checked by <see cref="Verify"/>.</exception>
    public static DiskCacheView Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            var (header, dataOffset, checksums) = ReadHeader(path, handle);
            return new DiskCacheView(path, handle, header, dataOffset, checksums);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads every row and compares its checksum; several rows at once.</summary>
    /// <param name="cancellationToken">Stops within one row.</param>
    /// <exception cref="InvalidDataException">A row is damaged.</exception>
    public void Verify(CancellationToken cancellationToken)
    {
        var damaged = -1;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, RowCount, options, () => new byte[_header.Stride], (row, loop, bytes) =>
        {
            CacheColumns.ReadFully(_handle, bytes, _dataOffset + row * (long)_header.Stride);
            if (RowChecksum.Of(bytes) != _checksums[row])
            {
                Volatile.Write(ref damaged, row);
                loop.Stop();
            }
            return bytes;
        }, _ => { });
        if (damaged >= 0) { throw new InvalidDataException($"{FilePath}: row {damaged} is damaged; delete the file, and it is computed again."); }
    }

    /// <inheritdoc />
    public long? GetRowCount() => RowCount;

    /// <inheritdoc />
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    /// <inheritdoc />
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.Select(column => column.Index).ToHashSet();
        var order = Enumerable.Range(0, RowCount).ToArray();
        rand?.Shuffle(order);
        var parts = Math.Max(1, Math.Min(n, RowCount));
        return [.. Enumerable.Range(0, parts).Select(part => new Cursor(this, needed, order, part, parts))];
    }

    /// <inheritdoc />
    public DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices)
    {
        foreach (var row in rowIndices.Span)
        {
            if (row < 0 || row >= RowCount) { throw new ArgumentOutOfRangeException(nameof(rowIndices), row, $"Row index {row} is outside the table of {RowCount} rows."); }
        }
        return new Cursor(this, columnsNeeded.Select(column => column.Index).ToHashSet(), rowIndices, part: 0, parts: 1);
    }

    /// <summary>Closes the file; cursors must not be used any more.</summary>
    public void Dispose() => _handle.Dispose();

    private static (CacheHeader Header, long DataOffset, uint[] Checksums) ReadHeader(string path, SafeFileHandle handle)
    {
        Exception Bad(string fault) => new InvalidDataException($"{path}: {fault}; delete the file, and it is computed again.");
        var length = RandomAccess.GetLength(handle);
        Span<byte> prefix = stackalloc byte[DiskCache.Magic.Length + 2 * sizeof(int)];
        if (length < prefix.Length) { throw Bad("this is no Hms cache"); }
        CacheColumns.ReadFully(handle, prefix, 0);
        var (version, headerLength) = (BinaryPrimitives.ReadInt32LittleEndian(prefix[8..]), BinaryPrimitives.ReadInt32LittleEndian(prefix[12..]));
        if (!prefix.StartsWith(DiskCache.Magic)) { throw Bad("this is no Hms cache"); }
        if (version != DiskCache.FormatVersion) { throw Bad($"cache version {version}, this Hms reads {DiskCache.FormatVersion}"); }
        if (headerLength <= 0 || headerLength > length - prefix.Length) { throw Bad($"header length {headerLength} does not fit the file"); }
        var json = new byte[headerLength];
        CacheColumns.ReadFully(handle, json, prefix.Length);
        CacheHeader header;
        try { header = JsonSerializer.Deserialize<CacheHeader>(json, HmsJson.Options)!; }
        catch (JsonException e) { throw Bad($"the header cannot be read ({e.Message})"); }
        var dataOffset = DiskCache.DataOffset(headerLength);
        if (header.Rows < 0 || header.Stride <= 0 || header.Columns.Any(c => !CacheColumns.IsKnown(c) || c.Offset < 0 || c.Offset + CacheColumns.Bytes(c) > header.Stride)) { throw Bad("the header is damaged"); }
        var dataEnd = dataOffset + header.Rows * (long)header.Stride;
        var needed = dataEnd + (header.Rows + 1L) * sizeof(uint);
        if (length != needed) { throw Bad($"the file has {length} bytes, {header.Rows} rows need {needed}"); }
        var checksums = new uint[header.Rows + 1];
        CacheColumns.ReadFully(handle, MemoryMarshal.AsBytes(checksums.AsSpan()), dataEnd);
        if (DiskCache.ChecksumOf(json, checksums.AsSpan(0, header.Rows)) != checksums[^1]) { throw Bad("the header is damaged"); }
        return (header, dataOffset, checksums);
    }

    private sealed class Cursor(DiskCacheView view, HashSet<int> active, ReadOnlyMemory<int> order, int part, int parts) : DataViewRowCursor
    {
        private long _position = -1;
        private bool _done;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _done ? -1 : _position;

        public override long Batch => parts == 1 ? 0 : Place;

        private int Place => (int)Position * parts + part;

        private int Row => _position >= 0 && !_done ? order.Span[Place] : throw new InvalidOperationException("The cursor stands on no row; call MoveNext first.");

        public override bool MoveNext()
        {
            if (_done) { return false; }
            _position++;
            _done = _position * parts + part >= order.Length;
            return !_done;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column)) { throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; ask for it when the cursor is opened."); }
            return CacheColumns.Getter(view._header.Columns[column.Index], view._handle, () => view._dataOffset + Row * (long)view._header.Stride) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' has type {column.Type}; a getter of {typeof(TValue)} was asked for.");
        }
    }
}
