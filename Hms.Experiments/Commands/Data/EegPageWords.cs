using System.CommandLine;
using System.Globalization;
using Hms.Experiments.Configuration;
using Hms.Experiments.Reporting.Recordings;
using Hms.Signal.Montages;

namespace Hms.Experiments.Commands.Data;

/// <summary>The options of <c>hms data show --eeg</c> that say what the page shows.</summary>
internal sealed class EegPageWords
{
    private const string None = "none";
    private const string Auto = "auto";

    private static readonly Dictionary<string, Montage> Montages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["longitudinalBipolar18"] = Montage.LongitudinalBipolar18,
        ["longitudinalBipolar16"] = Montage.LongitudinalBipolar16,
        ["referential"] = Montage.Referential,
        ["average"] = Montage.Average,
        ["transverse"] = Montage.Transverse,
        ["laplacian"] = Montage.Laplacian,
    };

    private static readonly Dictionary<string, EegPolarity> Polarities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["negative-up"] = EegPolarity.NegativeUp,
        ["positive-up"] = EegPolarity.PositiveUp,
    };

    private static readonly Dictionary<string, EegPictureParts> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = EegPictureParts.All,
        ["traces"] = EegPictureParts.Traces,
        ["spectrum"] = EegPictureParts.Spectrum,
        ["spectrograms"] = EegPictureParts.Spectrograms,
    };

    private readonly Option<int?> _window = new("--window") { Description = "The eeg_sub_id of the labelled window. Default: the one in the middle; the page is centred on it." };
    private readonly Option<double?> _start = new("--start") { Description = "First second of the page, from the start of the file; instead of --window." };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Length of the page, 1 to 600. Default 10; 50 shows the whole window with the labelled part shaded." };
    private readonly Option<string?> _montage = new("--montage") { Description = $"One of {string.Join(", ", Montages.Keys)}. Default longitudinalBipolar18." };
    private readonly Option<string?> _filter = new("--filter") { Description = "Band in Hz as LOW-HIGH, or none. Default 0.5-40." };
    private readonly Option<string?> _notch = new("--notch") { Description = "Mains frequency to remove: 50, 60 or none. Default none." };
    private readonly Option<string?> _sensitivity = new("--sensitivity") { Description = "uV/mm, where 10 mm lie between two traces; or auto, the default." };
    private readonly Option<string?> _polarity = new("--polarity") { Description = "negative-up (clinical, the default) or positive-up." };
    private readonly Option<string?> _picture = new("--picture") { Description = "all (the default), traces, spectrum or spectrograms." };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [_window, _start, _seconds, _montage, _filter, _notch, _sensitivity, _polarity, _picture];

    /// <summary>Names of those that the command line holds.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) => [.. Options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];

    /// <summary>What the picture shows.</summary>
    public EegPictureParts Parts(ParseResult parsed) => Choose(_picture.Name, parsed.GetValue(_picture) ?? "all", Pictures);

    /// <summary>Checked options of the page.</summary>
    /// <exception cref="UserErrorException">A value breaks a rule; all are named.</exception>
    public EegPageOptions Read(ParseResult parsed)
    {
        var defaults = new EegPageOptions();
        var (low, high) = parsed.GetValue(_filter) is { } band ? Band(band) : (defaults.LowHz, defaults.HighHz);
        var options = new EegPageOptions
        {
            Window = parsed.GetValue(_window),
            StartSeconds = parsed.GetValue(_start),
            Seconds = parsed.GetValue(_seconds) ?? defaults.Seconds,
            Montage = parsed.GetValue(_montage) is { } montage ? Choose(_montage.Name, montage, Montages) : defaults.Montage,
            LowHz = low,
            HighHz = high,
            NotchHz = parsed.GetValue(_notch) is { } notch && !IsWord(notch, None) ? Number(_notch.Name, notch, "50, 60 or none") : null,
            MicrovoltsPerMillimetre = parsed.GetValue(_sensitivity) is { } sensitivity && !IsWord(sensitivity, Auto) ? Number(_sensitivity.Name, sensitivity, "a number of uV/mm, or auto") : null,
            Polarity = parsed.GetValue(_polarity) is { } polarity ? Choose(_polarity.Name, polarity, Polarities) : defaults.Polarity,
        };
        return options.Validate() is { Count: > 0 } errors ? throw new UserErrorException(string.Join(" ", errors)) : options;
    }

    private static bool IsWord(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private (double? Low, double? High) Band(string text)
    {
        if (IsWord(text, None)) { return (null, null); }
        var edges = text.Split('-');
        if (edges.Length != 2 || edges.All(string.IsNullOrWhiteSpace)) { throw new UserErrorException($"{_filter.Name} {text} is no band; write LOW-HIGH in Hz as 0.5-40, one edge as 0.5- or -40, or none."); }
        return (Edge(edges[0]), Edge(edges[1]));
        double? Edge(string edge) => string.IsNullOrWhiteSpace(edge) ? null : Number(_filter.Name, edge, "LOW-HIGH in Hz as 0.5-40, or none");
    }

    private static double Number(string option, string text, string needed) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw new UserErrorException($"{option} {text}: {needed} is needed.");

    private static T Choose<T>(string option, string word, Dictionary<string, T> words) =>
        words.TryGetValue(word, out var value) ? value : throw new UserErrorException($"{option} \"{word}\" is unknown{Suggestions.Hint(Suggestions.Closest(word, words.Keys), words.Keys)}");
}
