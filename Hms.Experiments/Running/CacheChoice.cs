using Hms.Transforms.Caching;

namespace Hms.Experiments.Running;

/// <summary>Where features are kept: what --cache, --cache-size and --no-cache say.</summary>
internal sealed record CacheChoice
{
    /// <summary>Names the default folder, or "off" for none.</summary>
    public const string Variable = "HMS_CACHE";

    private const string Off = "off";
    private const long LargestDefault = 20L << 30;

    /// <summary>Folder of --cache; null for the default one.</summary>
    public string? Folder { get; init; }

    /// <summary>Bytes of --cache-size; null for the default: 20 GiB, or half of what the disk has free for it where that is less.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>True for --no-cache: nothing is kept longer than the run needs it.</summary>
    public bool IsOff { get; init; }

    /// <summary>Receives a line where the default folder cannot be used.</summary>
    public TextWriter Notices { get; init; } = TextWriter.Null;

    /// <summary>True where the folder is kept for other runs: then the recordings' bytes decide what is the same data.</summary>
    public bool IsKept => !IsOff && (Folder is not null || DefaultFolder is not null);

    /// <summary>The folder that is used without --cache: $HMS_CACHE, else the user's cache folder; null where there is none.</summary>
    public static string? DefaultFolder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? (named == Off ? null : Path.GetFullPath(named))
        : UserFolder() is { } user ? Path.Combine(user, "hms", "features") : null;

    /// <summary>Opens the cache.</summary>
    /// <param name="temporaryFolder">Used where nothing is to be kept; the caller removes it.</param>
    /// <returns>The cache, and whether it is kept.</returns>
    /// <exception cref="UserErrorException">The folder of --cache cannot be written.</exception>
    public (FeatureStore Store, bool IsKept) Open(string temporaryFolder)
    {
        if (IsKept)
        {
            var folder = Folder ?? DefaultFolder!;
            try { return (OpenFolder(folder), true); }
            catch (IOException exception) when (Folder is not null) { throw new UserErrorException($"--cache: {exception.Message}", exception); }
            catch (IOException exception) { Notices.WriteLine($"{exception.Message} Going on without: features are not kept for other runs (--no-cache says so without this line)."); }
        }
        return (FeatureStore.Open(new FeatureStoreOptions { Folder = temporaryFolder, MaximumBytes = 0 }), false);
    }

    /// <summary>Opens the folder of --cache, or the default one, to look at it.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be written.</exception>
    public FeatureStore OpenKept()
    {
        var folder = Folder ?? DefaultFolder ?? throw new UserErrorException($"There is no cache folder: {Variable} is \"{Off}\", or this user has no home folder. Name one by --cache.");
        try { return OpenFolder(folder); }
        catch (IOException exception) { throw new UserErrorException(exception.Message, exception); }
    }

    private FeatureStore OpenFolder(string folder)
    {
        var store = FeatureStore.Open(new FeatureStoreOptions { Folder = folder, MaximumBytes = MaximumBytes ?? long.MaxValue });
        if (MaximumBytes is not null) { return store; }
        var share = (new DriveInfo(store.Folder).AvailableFreeSpace + store.Entries().Sum(entry => entry.Bytes)) / 2;
        return FeatureStore.Open(new FeatureStoreOptions { Folder = folder, MaximumBytes = Math.Min(LargestDefault, share) });
    }

    private static string? UserFolder()
    {
        if (OperatingSystem.IsWindows()) { return NullIfEmpty(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)); }
        return NullIfEmpty(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"))
            ?? (NullIfEmpty(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) is { } home ? Path.Combine(home, ".cache") : null);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
