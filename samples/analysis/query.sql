-- 新收申请比上年多了多少：在导出的文件夹里运行 duckdb < query.sql
-- How many more applications than the year before, unit by unit. Run it in the folder of the export.
WITH received AS (
    SELECT coalesce(nullif(code, ''), unit) AS who, unit, year, state, CAST(value AS BIGINT) AS received
    FROM 'long.parquet'
    WHERE point = 'requests.received.total'   -- 每个项目的名称、计量单位、依据见 columns.csv
      AND scope = 'own'                       -- 本机关的和汇总的不要混在一起
      AND in_sums                             -- 已公开（有误）的不算；特批接收的算，state 列注明
)
SELECT now.unit, now.year, ago.received AS last_year, now.received, now.received - ago.received AS more, now.state
FROM received now
JOIN received ago ON ago.who = now.who AND ago.year = now.year - 1
ORDER BY more DESC, now.unit;
