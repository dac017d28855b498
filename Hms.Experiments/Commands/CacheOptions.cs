using System.CommandLine;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary>The options --cache, --cache-size and --no-cache of the commands that train.</summary>
internal sealed class CacheOptions
{
    private const double BytesPerGigabyte = 1e9;

    private readonly Option<DirectoryInfo?> _folder = Folder();
    private readonly Option<double?> _size = new("--cache-size") { Description = "GB that the cache may grow to; default: 20 GiB, or half of what the disk has free for it." };
    private readonly Option<bool> _off = new("--no-cache") { Description = "Keep no features for other runs." };

    private CacheOptions() => _size.Validators.Add(result =>
    {
        if (result.Tokens is [var word] && double.TryParse(word.Value, System.Globalization.CultureInfo.InvariantCulture, out var size) && !(size > 0 && size < 1e9)) { result.AddError($"--cache-size {word.Value} must be above 0 GB."); }
    });

    /// <summary>The option --cache.</summary>
    public static Option<DirectoryInfo?> Folder() => new("--cache") { Description = $"Folder where features are kept for all runs; default: ${CacheChoice.Variable}, else the user's cache folder." };

    /// <summary>Adds the options to a command.</summary>
    public static CacheOptions AddTo(Command command)
    {
        var options = new CacheOptions();
        command.Options.Add(options._folder);
        command.Options.Add(options._size);
        command.Options.Add(options._off);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._off) && (result.GetResult(options._folder) is { Implicit: false } || result.GetResult(options._size) is { Implicit: false })) { result.AddError("--no-cache goes with neither --cache nor --cache-size."); }
        });
        return options;
    }

    /// <summary>What the command line says.</summary>
    public CacheChoice Read(ParseResult parsed, CommandTerminal terminal) => new()
    {
        Folder = parsed.GetValue(_folder)?.FullName,
        MaximumBytes = parsed.GetValue(_size) is { } size ? (long)(size * BytesPerGigabyte) : null,
        IsOff = parsed.GetValue(_off),
        Notices = terminal.Error,
    };
}
