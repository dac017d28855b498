namespace Hms.Data.Checks;

/// <summary>Collects findings; of each kind the first are listed, all are counted.</summary>
internal sealed class FindingList(int listedPerCode)
{
    private readonly List<DataFinding> _findings = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Number of errors.</summary>
    public int Errors { get; private set; }

    /// <summary>Number of warnings.</summary>
    public int Warnings { get; private set; }

    /// <summary>How many findings there are of each kind, in the order of <see cref="FindingKinds.Codes"/>.</summary>
    public IReadOnlyDictionary<string, int> Counts => new OrderedDictionary<string, int>(FindingKinds.Codes.Where(_counts.ContainsKey).Select(code => KeyValuePair.Create(code, _counts[code])));

    public void Error(string code, string? file, string message, int? row = null, string? column = null) => Add(new(FindingSeverity.Error, code, file, row, column, message));

    public void Warning(string code, string? file, string message, int? row = null, string? column = null) => Add(new(FindingSeverity.Warning, code, file, row, column, message));

    public void Info(string code, string? file, string message, string? column = null) => Add(new(FindingSeverity.Info, code, file, null, column, message));

    public void Add(DataFinding finding)
    {
        _ = FindingKinds.Title(finding.Code); // an unknown code is a mistake of ours
        if (finding.Severity == FindingSeverity.Error) { Errors++; }
        if (finding.Severity == FindingSeverity.Warning) { Warnings++; }
        var count = _counts[finding.Code] = _counts.GetValueOrDefault(finding.Code) + 1;
        if (count <= listedPerCode) { _findings.Add(finding); }
    }

    /// <summary>Errors, warnings, infos; within these by kind, each kind in the order found.</summary>
    public IReadOnlyList<DataFinding> Sorted()
    {
        var order = FindingKinds.Codes.Select((code, index) => (code, index)).ToDictionary(pair => pair.code, pair => pair.index);
        var more = _counts.Where(pair => pair.Value > listedPerCode).Select(pair => _findings.First(finding => finding.Code == pair.Key) with
        {
            File = null, Row = null, Column = null, Message = $"{pair.Value - listedPerCode} more findings of the kind {pair.Key} are not listed.",
        });
        return [.. _findings.Concat(more).OrderByDescending(finding => finding.Severity).ThenBy(finding => order[finding.Code])];
    }
}
