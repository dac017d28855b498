namespace Hms.Data.Checks;

/// <summary>Collects findings; of each kind the first fifty are listed, the rest are counted.</summary>
internal sealed class FindingList
{
    private const int ListedPerCode = 50;

    private readonly List<DataFinding> _findings = [];
    private readonly Dictionary<string, int> _counts = [];

    public void Error(string code, string? file, string message, int? row = null, string? column = null) => Add(new(FindingSeverity.Error, code, file, row, column, message));

    public void Warning(string code, string? file, string message, int? row = null, string? column = null) => Add(new(FindingSeverity.Warning, code, file, row, column, message));

    public void Info(string code, string? file, string message) => Add(new(FindingSeverity.Info, code, file, null, null, message));

    /// <summary>Errors, warnings, infos; each in the order found.</summary>
    public IReadOnlyList<DataFinding> Sorted()
    {
        var more = _counts.Where(pair => pair.Value > ListedPerCode).Select(pair => _findings.First(finding => finding.Code == pair.Key) with
        {
            File = null, Row = null, Column = null, Message = $"{pair.Value - ListedPerCode} more findings of the kind {pair.Key} are not listed.",
        });
        return [.. _findings.Concat(more).OrderByDescending(finding => finding.Severity)];
    }

    private void Add(DataFinding finding)
    {
        var count = _counts[finding.Code] = _counts.GetValueOrDefault(finding.Code) + 1;
        if (count <= ListedPerCode) { _findings.Add(finding); }
    }
}
