using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Caching;

/// <summary>A folder of computed tables, shared by the trials, folds and runs of any number of processes: what has a key there is not computed again.</summary>
/// <remarks>
/// An entry is one file of <see cref="DiskCache"/>, written beside its place, brought to the disk and renamed, so there is never half of one. Its length and a
/// checksum of every row are verified when a process first opens it; an entry that is damaged is removed and computed again. One process computes an entry,
/// the others wait for it. An open entry is locked against removal; a killed process leaves no lock, and what it had begun to write is removed by the next one.
/// Thread-safe. Memory: one row per reading thread.
/// </remarks>
public sealed class FeatureStore
{
    private const string EntrySuffix = ".rows";
    private const string LockSuffix = ".lock";
    private const string PartSuffix = ".part";
    private const int KeyLength = 64;
    private static readonly TimeSpan WaitForWriter = TimeSpan.FromMilliseconds(50);

    private readonly FeatureStoreOptions _options;
    private readonly HashSet<string> _verified = [];
    private int _computed, _reused, _repaired;

    private FeatureStore(FeatureStoreOptions options) => _options = options;

    /// <summary>The folder.</summary>
    public string Folder => _options.Folder;

    /// <summary>Bytes above which unused entries are removed.</summary>
    public long MaximumBytes => _options.MaximumBytes;

    /// <summary>Entries that this object had to compute.</summary>
    public int ComputedCount => _computed;

    /// <summary>Entries that were there already.</summary>
    public int ReusedCount => _reused;

    /// <summary>Damaged entries that were removed.</summary>
    public int RepairedCount => _repaired;

    /// <summary>Opens a folder, removes what killed processes left half written, and keeps the size.</summary>
    /// <param name="options">Folder and size.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="IOException">The folder cannot be made or written; the message says why.</exception>
    public static FeatureStore Open(FeatureStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionErrors.Throw(nameof(FeatureStoreOptions), options.Validate());
        var store = new FeatureStore(options with { Folder = Path.GetFullPath(options.Folder) });
        store.RequireWritable();
        store.RemoveLeftovers();
        store.Trim();
        return store;
    }

    /// <summary>The table under a key, computed where it is not there yet.</summary>
    /// <param name="key">Names data, steps and code.</param>
    /// <param name="source">Gives the table; called only where it must be computed.</param>
    /// <param name="columns">Its columns to keep, part of the key: float vectors of known size, Single, Double, Int32 or Int64.</param>
    /// <param name="cancellationToken">Stops the computing within one row, and the waiting for another process.</param>
    /// <returns>The table; the entry is in use until it is disposed.</returns>
    /// <exception cref="IOException">The disk is full or the folder has gone.</exception>
    public DiskCacheView GetOrAdd(CacheKey key, Func<IDataView> source, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        var path = PathOf(key.With("columns", string.Join('\n', columns)).ToString());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path, cancellationToken) is { } known) { return known; }
            using (var writing = TryLock(path))
            {
                if (writing is not null) { return TryOpen(path, cancellationToken) ?? Compute(path, source(), columns, cancellationToken); }
            }
            cancellationToken.WaitHandle.WaitOne(WaitForWriter); // another process or thread computes it
        }
    }

    /// <summary>All entries, the one that was longest unused first.</summary>
    public IReadOnlyList<FeatureStoreEntry> Entries()
    {
        var entries = new List<FeatureStoreEntry>();
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles("*" + EntrySuffix).Where(file => file.Name.Length == KeyLength + EntrySuffix.Length))
        {
            try { entries.Add(new FeatureStoreEntry(file.Name[..KeyLength], file.FullName, file.Length, file.LastWriteTimeUtc)); }
            catch (FileNotFoundException) { } // another process has removed it since
        }
        return [.. entries.OrderBy(entry => entry.LastUsed).ThenBy(entry => entry.Key, StringComparer.Ordinal)];
    }

    /// <summary>Removes entries, longest unused first, until the rest fits <see cref="MaximumBytes"/>. Entries in use stay.</summary>
    /// <returns>Bytes removed.</returns>
    public long Trim() => Trim(MaximumBytes);

    /// <summary>Removes all entries that are not in use.</summary>
    /// <returns>Bytes removed.</returns>
    public long Clear() => Trim(0);

    private long Trim(long allowed)
    {
        var entries = Entries();
        var (total, removed) = (entries.Sum(entry => entry.Bytes), 0L);
        foreach (var entry in entries)
        {
            if (total - removed <= Math.Max(0, allowed)) { break; }
            try
            {
                if (TryRemove(entry.Path)) { removed += entry.Bytes; }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // another user's: it stays
        }
        return removed;
    }

    private DiskCacheView Compute(string path, IDataView table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        if (DiskCache.SizeOf(table, columns) is { } bytes) { MakeRoom(bytes); }
        var view = DiskCache.Materialize(table, path, columns, cancellationToken);
        Touch(path);
        lock (_verified) { _verified.Add(path); }
        Interlocked.Increment(ref _computed);
        Trim(); // the new entry is in use and stays
        return view;
    }

    /// <summary>Opens an entry and marks it as used; null where there is none, or a damaged one, which is removed.</summary>
    private DiskCacheView? TryOpen(string path, CancellationToken cancellationToken)
    {
        DiskCacheView? view = null;
        try
        {
            view = DiskCacheView.Open(path);
            if (IsUnverified(path)) { view.Verify(cancellationToken); }
            lock (_verified) { _verified.Add(path); }
            Touch(path);
            Interlocked.Increment(ref _reused);
            return view;
        }
        catch (Exception e) when (e is InvalidDataException or AggregateException { InnerException: InvalidDataException })
        {
            view?.Dispose();
            if (TryRemove(path, IsDamaged)) { Interlocked.Increment(ref _repaired); }
            return null;
        }
        catch (IOException e) when (IsAbsentOrInUse(e)) { return null; }
        catch
        {
            view?.Dispose();
            throw;
        }
    }

    private bool IsUnverified(string path)
    {
        lock (_verified) { return !_verified.Contains(path); }
    }

    /// <summary>Removes an entry that nobody has open and nobody writes.</summary>
    private bool TryRemove(string path, Func<string, bool>? condition = null)
    {
        using var writing = TryLock(path);
        if (writing is null || condition?.Invoke(path) == false || TryOpenAlone(path) is not { } alone) { return false; }
        alone.Dispose();
        lock (_verified) { _verified.Remove(path); }
        return true;
    }

    /// <summary>Looks again under the lock: another process may have repaired the entry since.</summary>
    private static bool IsDamaged(string path)
    {
        try
        {
            using var view = DiskCacheView.Open(path);
            view.Verify(CancellationToken.None);
            return false;
        }
        catch (Exception e) when (e is InvalidDataException or AggregateException { InnerException: InvalidDataException }) { return true; }
        catch (IOException e) when (IsAbsentOrInUse(e)) { return false; }
    }

    /// <summary>Opens a file that nobody else has open; it is deleted when it is closed.</summary>
    private static FileStream? TryOpenAlone(string path, FileMode mode = FileMode.Open)
    {
        try { return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose); }
        catch (IOException e) when (IsAbsentOrInUse(e)) { return null; }
        catch (UnauthorizedAccessException) when (mode == FileMode.Open) { return null; } // another user's: it stays
        catch (UnauthorizedAccessException e) { throw new IOException($"{path} belongs to another user: {e.Message} Name a cache folder of your own.", e); }
    }

    /// <summary>Takes the right to write or remove an entry; null where another has it. It goes with the process, however that ends.</summary>
    private static FileStream? TryLock(string path) => TryOpenAlone(path + LockSuffix, FileMode.OpenOrCreate);

    /// <summary>Whether an error says that there is no such file, or that another has it open: EWOULDBLOCK of flock, or the sharing violation of Windows.</summary>
    private static bool IsAbsentOrInUse(IOException error) => error is FileNotFoundException || (OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35);

    private void Touch(string path)
    {
        try { File.SetLastWriteTimeUtc(path, _options.Clock.GetUtcNow().UtcDateTime); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // its age is a hint only
    }

    private void MakeRoom(long bytes)
    {
        Trim(MaximumBytes - bytes);
        var free = new DriveInfo(Folder).AvailableFreeSpace;
        if (free < bytes) { free += Trim(Entries().Sum(entry => entry.Bytes) - (bytes - free)); }
        if (free < bytes)
        {
            throw new IOException($"{Folder} has {free / 1e9:F1} GB free; the features of this pipeline need {bytes / 1e9:F1} GB. Free some, or name a cache folder on another disk.");
        }
    }

    private string PathOf(string key) => Path.Combine(Folder, key + EntrySuffix);

    private void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            File.OpenHandle(Path.Combine(Folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The cache folder {Folder} cannot be written: {e.Message} Name a folder that can.", e);
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            var name = Path.GetFileName(file);
            var isOurs = name.Length > KeyLength && name.AsSpan(KeyLength).StartsWith(EntrySuffix) && name.AsSpan(0, KeyLength).IndexOfAnyExcept("0123456789abcdef") < 0;
            if (!isOurs || !(name.EndsWith(PartSuffix, StringComparison.Ordinal) || name.EndsWith(LockSuffix, StringComparison.Ordinal))) { continue; }
            try
            {
                using var writing = TryLock(PathOf(name[..KeyLength]));
                if (writing is not null && name.EndsWith(PartSuffix, StringComparison.Ordinal)) { File.Delete(file); }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // another user's: it stays
        }
    }
}
