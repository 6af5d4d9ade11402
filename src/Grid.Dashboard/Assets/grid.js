// Charts: options come as JSON, so that nothing in them is ever run.
window.gridChart = {
  show(element, options, isDark, hears) {
    let chart = echarts.getInstanceByDom(element);
    if (chart && chart.gridIsDark !== isDark) {
      chart.dispose();
      chart = null;
    }
    if (!chart) {
      chart = echarts.init(element, isDark ? 'dark' : null, { renderer: 'svg' });
      chart.gridIsDark = isDark;
      if (!element.gridResize) {
        element.gridResize = new ResizeObserver(() => echarts.getInstanceByDom(element)?.resize());
        element.gridResize.observe(element);
      }
      if (hears)
        chart.on('click', clicked => hears.invokeMethodAsync('ClickAsync', clicked.seriesIndex ?? 0, clicked.dataIndex ?? 0));
    }
    chart.setOption(JSON.parse(options), { notMerge: true });
  },
  end(element) {
    element?.gridResize?.disconnect();
    const chart = element && echarts.getInstanceByDom(element);
    if (chart)
      chart.dispose();
  },
};

// Where the page can go on when its silo is lost.
window.gridElsewhere = addresses => {
  const place = document.getElementById('g-elsewhere');
  place.replaceChildren(...addresses.map((address, i) => {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = i === 0 ? 'Go on at another silo' : `or at silo ${i + 1}`;
    return link;
  }).flatMap((link, i) => i === 0 ? [link] : [', ', link]));
};
